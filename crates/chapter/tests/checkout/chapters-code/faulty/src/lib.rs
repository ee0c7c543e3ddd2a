//! The chapter of the fixture.

mod faults;
mod sound;
mod sweep;

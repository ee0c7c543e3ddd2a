//! The experiment `sweep` of the fixture: its code is in the example `faulty`.

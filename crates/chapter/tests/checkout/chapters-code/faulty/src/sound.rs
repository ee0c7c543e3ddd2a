//! The experiment `sound` of the fixture: its code is in the example `faulty`.

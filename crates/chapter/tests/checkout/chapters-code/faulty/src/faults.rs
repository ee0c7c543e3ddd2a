//! The experiment `faults` of the fixture: its code is in the example `faulty`.

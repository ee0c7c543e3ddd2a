//! The harness of the fixture.

//! Nothing but dependencies. Cargo compiles a library once for each set of features
//! that is asked of it, so `cargo build -p io-bound` after `cargo build -p cpu-bound`
//! would compile most libraries again. Every chapter depends on this crate, which asks
//! for all that any of them does: what one chapter's build compiled serves the others.
//! (Cargo will do this by itself once `resolver.feature-unification` is stable.)

//! What the processor counted.

use schemars::JsonSchema;
use serde::Serialize;

/// Below so many instructions a cycle, and from so many misses in a thousand instructions
/// on, a core may wait for memory for much of its time.
const FEW_A_CYCLE: f64 = 0.7;
const MANY_MISSES: f64 = 5.0;

/// Of a program and of all that it started, in user code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(crate) struct Counted {
    pub(crate) instructions: u64,
    pub(crate) cycles: u64,
    /// Accesses to memory that no cache had.
    pub(crate) cache_misses: u64,
}

impl Counted {
    pub(crate) fn a_cycle(self) -> f64 {
        self.instructions as f64 / self.cycles.max(1) as f64
    }

    pub(crate) fn misses_of_1000(self) -> f64 {
        self.cache_misses as f64 * 1000.0 / self.instructions.max(1) as f64
    }

    /// A hint, and no more: the counters do not say what else a cycle went to.
    pub(crate) fn hints_at_memory(self) -> bool {
        self.a_cycle() < FEW_A_CYCLE && self.misses_of_1000() > MANY_MISSES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_instructions_and_many_misses_hint_at_memory_together_and_not_alone() {
        let of = |instructions, cache_misses| Counted {
            instructions,
            cycles: 1_000_000,
            cache_misses,
        };
        assert!(of(300_000, 9_000).hints_at_memory());
        assert!(!of(300_000, 90).hints_at_memory());
        assert!(!of(2_000_000, 90_000).hints_at_memory());
    }
}

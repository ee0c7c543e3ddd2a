//! # Let the others in
//!
//! This task computes with a thousand blocks, on a runtime of one thread. Meanwhile no other
//! task has a turn: timers are late, and requests wait. Let it give way, without another
//! thread: at most 200 blocks in one go, and at most 100 times in all, for each time costs a
//! switch. The answer stays the same.

use exercises::blocks::Block;

/// The sum of the hashes of all blocks, with wrapping.
pub async fn digest(blocks: &[Block]) -> u64 {
    let mut sum = 0_u64;
    for block in blocks {
        sum = sum.wrapping_add(block.hash());
    }
    sum
}

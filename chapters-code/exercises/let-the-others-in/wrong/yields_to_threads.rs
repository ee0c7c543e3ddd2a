//! It gives way to other threads, of which there are none. The other tasks are on this one.

use std::thread;

use exercises::blocks::Block;

/// The sum of the hashes of all blocks, with wrapping.
pub async fn digest(blocks: &[Block]) -> u64 {
    let mut sum = 0_u64;
    for block in blocks {
        sum = sum.wrapping_add(block.hash());
        thread::yield_now();
    }
    sum
}

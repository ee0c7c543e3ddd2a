//! It gives way after each block: as many switches as blocks.

use exercises::blocks::Block;

/// The sum of the hashes of all blocks, with wrapping.
pub async fn digest(blocks: &[Block]) -> u64 {
    let mut sum = 0_u64;
    for block in blocks {
        sum = sum.wrapping_add(block.hash());
        tokio::task::yield_now().await;
    }
    sum
}

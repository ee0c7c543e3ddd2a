//! There is an `await` in the loop, of something that is ready: nobody is let in.

use exercises::blocks::Block;

async fn hash(block: &Block) -> u64 {
    block.hash()
}

/// The sum of the hashes of all blocks, with wrapping.
pub async fn digest(blocks: &[Block]) -> u64 {
    let mut sum = 0_u64;
    for block in blocks {
        sum = sum.wrapping_add(hash(block).await);
    }
    sum
}

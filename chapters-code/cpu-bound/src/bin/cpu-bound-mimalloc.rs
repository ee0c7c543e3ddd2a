//! The worker of `allocating` with mimalloc.

// ANCHOR: listing
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> anyhow::Result<()> {
    cpu_bound::allocating::worker::main()
}
// ANCHOR_END: listing

//! The worker of `allocating` with jemalloc.

// ANCHOR: listing
use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> anyhow::Result<()> {
    cpu_bound::allocating::worker::main()
}
// ANCHOR_END: listing

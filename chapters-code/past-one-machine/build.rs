//! Tells the chapter what its numbers depend on.

fn main() -> anyhow::Result<()> {
    fingerprint::emit()
}

//! The compiler's flags, wherever Cargo has them from, as `fingerprint::emit` tells
//! them to a chapter.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    println!("cargo::rustc-env=SHOW_RUSTFLAGS={}", flags.replace('\u{1f}', " ").trim());
}

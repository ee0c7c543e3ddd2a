//! `cargo run --release -p origin -- --latency-ms 50`: the origin by itself, for
//! a browser, `curl` or a load generator of your own.

use std::time::Duration;

use anyhow::Result;
use clap::Parser;

/// An HTTP origin on the loopback whose answers come after a chosen latency.
/// It ends when its standard input closes (Ctrl-D) or on Ctrl-C.
#[derive(Parser)]
struct Arguments {
    /// How long every answer takes, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 50)]
    latency_ms: u64,
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    origin::serve_until_stdin_closes(
        arguments.port,
        Duration::from_millis(arguments.latency_ms),
    )
}

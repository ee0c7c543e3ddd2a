//! The command line.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use clap::{Args, Parser, Subcommand};

use crate::checkout::Checkout;
use crate::mode::Mode;
use crate::numbers;
use crate::pages;
use crate::preprocessor::{self, Measuring};
use crate::server::{Options, Server};
use crate::supervise;

/// The pages of the book.
///
/// BOOK_MEASURE says what `build`, and plain mdBook, measure first: `stale` (what is
/// missing or out of date; the default), `never` (show the recorded machine that
/// book.toml names, and compile nothing) or `always`.
#[derive(Parser)]
#[command(name = "book", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open the book, and measure what is stale while it is read
    Serve(Serve),
    /// Build the pages once
    Build(Build),
    /// Be mdBook's preprocessor: the book as JSON on standard input and output
    Preprocess(Preprocess),
    /// Run a directive's command under a deadline
    #[command(name = supervise::COMMAND, hide = true)]
    Supervise { command: String, report: PathBuf, seconds: u64 },
}

#[derive(Args)]
struct Serve {
    /// The port on this machine; if it is in use, the next free one
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// Open the book in a browser
    #[arg(short, long)]
    open: bool,
    /// Only show the numbers that there are
    #[arg(long)]
    no_measure: bool,
}

#[derive(Args)]
struct Build {
    /// The folder to build in [default: as book.toml says]
    #[arg(short, long, value_name = "FOLDER")]
    dest_dir: Option<PathBuf>,
}

#[derive(Args)]
struct Preprocess {
    #[command(subcommand)]
    query: Option<Query>,
}

#[derive(Subcommand)]
enum Query {
    /// Exit with 0 if RENDERER is supported, as only `html` is
    Supports { renderer: String },
}

/// Does what the command line says.
pub fn run() -> Result<()> {
    match Cli::parse().command {
        Command::Serve(arguments) => serve(&arguments),
        Command::Build(arguments) => build(&arguments),
        Command::Preprocess(Preprocess { query: None }) => preprocessor::run(),
        Command::Preprocess(Preprocess {
            query: Some(Query::Supports { renderer }),
        }) => {
            ensure!(renderer == "html", "the renderer {renderer} is not supported");
            Ok(())
        }
        Command::Supervise { command, report, seconds } => {
            supervise::run(&command, &report, Duration::from_secs(seconds))
        }
    }
}

fn build(arguments: &Build) -> Result<()> {
    log();
    let checkout = here()?;
    let root = checkout.root.clone();
    let mode = Mode::from_environment()?;
    let measuring = Measuring { checkout, mode };
    pages::build(&root, measuring, arguments.dest_dir.as_deref())
}

fn serve(arguments: &Serve) -> Result<()> {
    log();
    let mode = Mode::from_environment()?;
    let server = Server::bind(Options {
        checkout: here()?,
        mode,
        measures: mode != Mode::Never && !arguments.no_measure,
        port: arguments.port,
        open: numbers::open,
    })?;
    let stop = server.stop();
    ctrlc::set_handler(move || stop.stop()).context("cannot wait for Ctrl-C")?;
    let address = server.address();
    server.run(|| {
        eprintln!("The book is at {address}\nCtrl-C ends it.");
        if arguments.open
            && let Err(error) = opener::open_browser(&address)
        {
            eprintln!(
                "warning: no browser could be opened: {error}; open the address above"
            );
        }
    })
}

/// The checkout that the current folder is.
fn here() -> Result<Checkout> {
    if !Path::new("book.toml").is_file() {
        bail!(
            "there is no book.toml here; run this in the folder of the book's checkout"
        );
    }
    Checkout::at(Path::new("."))
}

/// mdBook's warnings, on standard error.
fn log() {
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(io::stderr)
        .without_time()
        .init();
}

//! Lines printed by a loop, and by a thread per core: what `println!` does for each.

mod buffer_each;
mod buffered;
mod gathered;
mod lines;
mod locked;
mod printer;
mod println;
mod println_threads;

use std::io;

use anyhow::{Context as _, Result};
use measure::{Experiment, Strategy};

use lines::{LENGTH, Lines};
use printer::{Printer, To};

pub use printer::WORKER;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "printing",
        baseline: "println",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(printer::lines(settings)? * LENGTH)),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, prepare| {
        Strategy::new(key, label, file, prepare, Printer::run)
    };
    let one = [
        row("println", "println!", "src/printing/println.rs", |settings| {
            Printer::prepare(settings, "println", To::Pipe)
        }),
        row("locked", "Locked once", "src/printing/locked.rs", |settings| {
            Printer::prepare(settings, "locked", To::Pipe)
        }),
        row("buffered", "Buffered", "src/printing/buffered.rs", |settings| {
            Printer::prepare(settings, "buffered", To::Pipe)
        }),
    ];
    let several = [
        row(
            "println-threads",
            "println!, threads",
            "src/printing/println_threads.rs",
            |settings| Printer::prepare(settings, "println-threads", To::Pipe),
        ),
        row(
            "buffer-each",
            "A buffer each, threads",
            "src/printing/buffer_each.rs",
            |settings| Printer::prepare(settings, "buffer-each", To::Pipe),
        ),
        row("gathered", "Gathered, threads", "src/printing/gathered.rs", |settings| {
            Printer::prepare(settings, "gathered", To::Pipe)
        }),
    ];
    let unread = [
        row(
            "println-null",
            "/dev/null: println!",
            "src/printing/println.rs",
            |settings| Printer::prepare(settings, "println", To::Nothing),
        ),
        row(
            "locked-null",
            "/dev/null: locked once",
            "src/printing/locked.rs",
            |settings| Printer::prepare(settings, "locked", To::Nothing),
        ),
        row(
            "buffered-null",
            "/dev/null: buffered",
            "src/printing/buffered.rs",
            |settings| Printer::prepare(settings, "buffered", To::Nothing),
        ),
        row(
            "println-threads-null",
            "/dev/null: println!, threads",
            "src/printing/println_threads.rs",
            |settings| Printer::prepare(settings, "println-threads", To::Nothing),
        ),
    ];
    let one = one.map(|row| row.in_group("One thread"));
    let several = several.map(|row| row.in_group("A thread per core"));
    let unread = unread.map(|row| row.in_group("To /dev/null"));
    one.into_iter().chain(several).chain(unread).collect()
}

type Print = fn(&Lines) -> io::Result<()>;

/// The ways to print, by the names that the printing process is told.
const WAYS: [(&str, Print); 6] = [
    ("println", |lines| {
        println::print(lines);
        Ok(())
    }),
    ("locked", locked::print),
    ("buffered", buffered::print),
    ("println-threads", |lines| {
        println_threads::print(lines);
        Ok(())
    }),
    ("buffer-each", buffer_each::print),
    ("gathered", gathered::print),
];

/// The printing process: the name of a way, and how many lines.
pub fn worker(arguments: &[String]) -> Result<()> {
    let mut arguments = arguments.iter();
    let way = arguments.next().context("the printer wants the name of a way")?;
    let lines = arguments.next().context("the printer wants a number of lines")?;
    let known = WAYS.iter().find(|(name, _)| name == way);
    let (_, print) = known.with_context(|| format!("no way to print is `{way}`"))?;
    printer::serve(lines.parse()?, print)
}

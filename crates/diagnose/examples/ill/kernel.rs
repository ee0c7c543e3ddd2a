//! Programs that have the kernel do too much.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Read as _, Write as _, stdin, stdout};
use std::process::{Command, Stdio};
use std::thread;

use crate::work::{cores, work};

/// With output to a file, or to nowhere:
///
/// - `println`: computes, a large part of it in the kernel, in writes of a few bytes each,
///   which one lock puts in a row.
/// - `gathered`: computes on all cores.
pub(crate) fn lines(mode: &str) {
    thread::scope(|scope| {
        for thread in 0..cores().max(2) {
            scope.spawn(move || {
                let mut text = String::new();
                for line in 0..if mode == "println" { 1_200_000 } else { 8_000_000 } {
                    if mode == "println" {
                        println!("{thread} {line}");
                        continue;
                    }
                    writeln!(text, "{thread} {line}").expect("memory");
                    if text.len() > 60_000 {
                        stdout().write_all(text.as_bytes()).expect("written");
                        text.clear();
                    }
                }
                stdout().write_all(text.as_bytes()).expect("written");
            });
        }
    });
}

/// - `storm`: computes, mostly in the kernel: blocks that are large, or many, go back to it
///   each time, and each first touch of a page of the next ones is a fault.
/// - `reuse`: computes on all cores, in the program.
pub(crate) fn allocation(mode: &str) {
    thread::scope(|scope| {
        for _ in 0..cores().max(2) {
            scope.spawn(move || {
                let mut blocks = Vec::new();
                for _ in 0..if mode == "storm" { 90 } else { 300 } {
                    if mode == "storm" {
                        blocks.clear();
                    }
                    blocks.resize_with(16, || vec![0_u8; 1 << 20]);
                    for block in &mut blocks {
                        block.fill(1);
                    }
                    work(2);
                }
            });
        }
    });
}

/// - `copy`: two processes, mostly in the kernel: one makes much data and sends it to the
///   other.
/// - `generate`: computes on one core: ten times as much is made where it is used.
///
/// (`child` is the other process.)
pub(crate) fn copies(mode: &str) {
    let mut block = vec![0_u8; 1 << 16];
    match mode {
        "copy" => {
            let mut command = own(&["copies", "child"]);
            let mut child = command.stdin(Stdio::piped()).spawn().expect("started");
            let mut pipe = child.stdin.take().expect("a pipe");
            for number in 0..60_000 {
                block.fill(number as u8);
                pipe.write_all(&block).expect("sent");
            }
            drop(pipe);
            child.wait().expect("ended");
        }
        "generate" => {
            for number in 0..700_000 {
                block.fill(number as u8);
                look_at(&block);
            }
        }
        _ => {
            while let Ok(1..) = stdin().lock().read(&mut block) {
                look_at(&block);
            }
        }
    }
}

/// Adds up some of its bytes.
fn look_at(block: &[u8]) {
    black_box(block.iter().step_by(1_024).map(|byte| u64::from(*byte)).sum::<u64>());
}

/// - `each`: starts a process for each little thing.
/// - `one`: too short to tell.
pub(crate) fn starts(mode: &str) {
    for _ in 0..if mode == "each" { 800 } else { 1 } {
        let child = own(&[]).stdout(Stdio::null()).status();
        assert!(child.expect("started").success());
    }
}

/// This program again, with these arguments.
fn own(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("known"));
    command.args(arguments);
    command
}

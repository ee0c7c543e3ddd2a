//! Let the others in: a task that computes gives way, often enough and not too often.

use serde_json::{Value, json};

use super::{count, ensure};
use crate::blocks::{self, Block};
use crate::program::{Bench, Program, Verdict};

/// How many blocks there are.
const BLOCKS: usize = 1_000;

/// The most in one go.
const MOST: usize = 200;

/// As many turns of others as there may be at most: one for ten blocks.
const TURNS: usize = 100;

/// Checks an async function that adds up the hashes of all blocks, with wrapping.
pub fn program<F: AsyncFn(&[Block]) -> u64 + 'static>(digest: F) -> Program {
    Program::new(judge).part("digest", move |_| {
        let blocks = Block::some(BLOCKS as u64);
        let sum = super::one_thread::runtime().block_on(async {
            let others = tokio::spawn(async {
                loop {
                    blocks::beat();
                    tokio::task::yield_now().await;
                }
            });
            let sum = digest(&blocks).await;
            others.abort();
            sum
        });
        let account = blocks::account();
        let hashes = blocks.iter().map(Block::hash);
        json!({
            "is_right": sum == hashes.fold(0, u64::wrapping_add),
            "longest": account.longest,
            "beats": account.beats,
            "threads": account.threads,
            "blocks": account.blocks,
        })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("digest", &Value::Null)?;
    let of = |key: &str| end.answer[key].as_u64().unwrap_or_default() as usize;
    ensure(end.answer["is_right"] == true && of("blocks") == BLOCKS, || {
        format!("{} of {BLOCKS} blocks were added up, or not rightly", of("blocks"))
    })?;
    let left = end.threads.unwrap_or_default();
    ensure(of("threads") == 1 && left == 0, || {
        let threads = count((left + 1).max(of("threads")), "thread");
        format!("{threads} took part; the task is to give way on one")
    })?;
    ensure(of("longest") <= MOST, || {
        format!(
            "{} blocks in one go, while another task was ready: at most {MOST} were asked for",
            of("longest")
        )
    })?;
    ensure(of("beats") <= TURNS, || {
        format!(
            "others had their turn {} times in {BLOCKS} blocks: each costs a switch, and \
             {TURNS} are enough",
            of("beats")
        )
    })?;
    Ok(format!(
        "never more than {} blocks in one go, and others had their turn {} times",
        of("longest"),
        of("beats")
    ))
}

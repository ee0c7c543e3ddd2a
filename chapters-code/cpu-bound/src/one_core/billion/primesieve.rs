//! The same from primesieve, which was made for nothing else.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Limit;

/// How many primes there are up to `limit`, as `primesieve` says.
pub fn count(limit: &Limit) -> Result<u64> {
    // ANCHOR: listing
    let output = Command::new("primesieve")
        .args([&limit.0.to_string(), "--threads=1", "--count", "--quiet"])
        .output()
        .context(
            "primesieve is not installed: https://github.com/kimwalisch/primesieve",
        )?;
    // ANCHOR_END: listing
    ensure!(output.status.success(), "primesieve ended with {}", output.status);
    let stdout = String::from_utf8(output.stdout)?;
    counted(&stdout).with_context(|| format!("primesieve printed no count: {stdout}"))
}

/// The count in what it prints, which older versions introduce: `Primes: 168`.
fn counted(stdout: &str) -> Option<u64> {
    stdout.split_whitespace().last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read_with_and_without_a_word_before_it() {
        assert_eq!(counted("168\n"), Some(168));
        assert_eq!(counted("Primes: 168\n"), Some(168));
        assert_eq!(counted("unknown option\n"), None);
    }
}

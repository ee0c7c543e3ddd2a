//! How long a listing is: the lines of code between its anchors.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// The lines of code of the listing of a strategy: `source` is relative to its
/// chapter's crate.
pub fn lines(book: &Path, chapter: &str, source: &str) -> Result<usize> {
    let path = book.join("chapters-code").join(chapter).join(source);
    let code = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let lines = of_code(&code);
    ensure!(lines > 0, "{} has no listing", path.display());
    Ok(lines)
}

/// The lines between the anchors that are neither empty nor only a comment.
fn of_code(text: &str) -> usize {
    let mut within = false;
    let mut lines = 0;
    for line in text.lines().map(str::trim) {
        match line {
            "// ANCHOR: listing" => within = true,
            "// ANCHOR_END: listing" => within = false,
            _ if within && !line.is_empty() && !line.starts_with("//") => lines += 1,
            _ => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_between_the_anchors_counts() {
        let text = "use a;\n// ANCHOR: listing\n/// Docs.\nfn f() {\n\n    g(); // so\n}\n\
                    // ANCHOR_END: listing\nfn h() {}\n";
        assert_eq!(of_code(text), 3);
        assert_eq!(of_code("fn f() {}\n"), 0);
    }
}

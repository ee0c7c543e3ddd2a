//! What `mdbook build` does, for a test on a machine without mdBook: its library builds
//! the book of the current folder with the preprocessor that `book.toml` names.

use mdbook_driver::MDBook;

fn main() -> anyhow::Result<()> {
    MDBook::load(".")?.build()
}

//! A chapter: a crate with one experiment, and its page.

use std::path::Path;

use anyhow::Result;

use super::changes::Changes;
use super::template::{Values, module, title};
use super::{experiment, insert};

pub(super) fn changes(root: &Path, name: &str) -> Result<Changes> {
    let (module, title) = (module(name), title(name));
    let code = format!("chapters-code/{name}");
    let values = Values(&[
        ("modules", ""),
        (
            "imports",
            "use crate::strategies::{sequential, threads};\nuse crate::workload::{self, Workload};",
        ),
        ("workload", "crate::workload"),
        ("chapter", name),
        ("module", &module),
        ("name", "overview"),
        ("folder", "src/strategies"),
        ("title", &title),
    ]);
    let mut changes = Changes::default();
    let src = format!("{code}/src");
    experiment::files(
        &mut changes,
        &values,
        &format!("{src}/overview"),
        &format!("{src}/strategies"),
    );
    let config = [
        include_str!("../../templates/chapter/config.toml"),
        include_str!("../../templates/config.toml"),
    ]
    .concat();
    for (path, template) in [
        ("Cargo.toml", include_str!("../../templates/chapter/manifest.toml")),
        ("build.rs", include_str!("../../templates/chapter/build.rs")),
        ("config.toml", config.as_str()),
        ("src/main.rs", include_str!("../../templates/chapter/main.rs")),
        ("src/lib.rs", include_str!("../../templates/chapter/lib.rs")),
        ("src/strategies.rs", include_str!("../../templates/chapter/strategies.rs")),
        ("tests/chapter.rs", include_str!("../../templates/chapter/tests.rs")),
    ] {
        changes.create(format!("{code}/{path}"), values.fill(template));
    }
    changes.create(
        format!("book/{name}.md"),
        values.fill(include_str!("../../templates/page.md")),
    );
    changes.change(root, "book/SUMMARY.md", |summary| {
        let line = format!("- [{title}]({name}.md)\n");
        insert::before_line(summary, "](recommendations.md)", &line)
    })?;
    changes.change(root, "book/introduction.md", |text| {
        Some(format!("{text}\nTODO: lead to [{title}]({name}.md) where it belongs.\n"))
    })?;
    Ok(changes)
}

//! An experiment: a loop and threads, to be written over.

use std::path::Path;

use anyhow::Result;

use super::changes::Changes;
use super::insert;
use super::template::{Values, module, title};

pub(super) fn changes(root: &Path, chapter: &str, name: &str) -> Result<Changes> {
    let (module, title) = (module(name), title(name));
    let code = format!("chapters-code/{chapter}");
    let folder = format!("src/{module}");
    let values = Values(&[
        ("modules", "pub mod sequential;\npub mod threads;\npub mod workload;\n\n"),
        ("imports", "use workload::Workload;"),
        ("workload", "super::workload"),
        ("chapter", chapter),
        ("name", name),
        ("folder", &folder),
        ("title", &title),
    ]);
    let mut changes = Changes::default();
    files(
        &mut changes,
        &values,
        &format!("{code}/src/{module}"),
        &format!("{code}/{folder}"),
    );
    changes.change(root, &format!("{code}/src/lib.rs"), |rust| {
        let rust = insert::layout(
            rust,
            &format!("//! - [`{module}`]: TODO: what it compares\n"),
        )?;
        let rust = insert::module(&rust, &module)?;
        insert::element(&rust, "experiments: vec![", &format!("{module}::experiment()"))
    })?;
    changes.change(root, &format!("{code}/config.toml"), |config| {
        let settings = values.fill(include_str!("../../templates/config.toml"));
        Some(format!("{config}\n{settings}"))
    })?;
    let page = format!("{chapter}-{name}");
    changes.create(
        format!("book/{page}.md"),
        values.fill(include_str!("../../templates/page.md")),
    );
    changes.change(root, "book/SUMMARY.md", |summary| {
        insert::page_of(summary, chapter, &format!("  - [{title}]({page}.md)\n"))
    })?;
    changes.change(root, &format!("book/{chapter}.md"), |text| {
        Some(format!("{text}\nTODO: lead to [{title}]({page}.md) where it belongs.\n"))
    })?;
    Ok(changes)
}

/// The experiment's code and data, `path.rs` and `path.toml`, and in `strategies` its
/// strategies; the workload beside them.
pub(super) fn files(
    changes: &mut Changes,
    values: &Values<'_>,
    path: &str,
    strategies: &str,
) {
    let workload = strategies.strip_suffix("/strategies").unwrap_or(strategies);
    for (path, template) in [
        (format!("{path}.rs"), include_str!("../../templates/experiment.rs")),
        (format!("{path}.toml"), include_str!("../../templates/experiment.toml")),
        (
            format!("{workload}/workload.rs"),
            include_str!("../../templates/experiment/workload.rs"),
        ),
        (
            format!("{strategies}/sequential.rs"),
            include_str!("../../templates/experiment/sequential.rs"),
        ),
        (
            format!("{strategies}/threads.rs"),
            include_str!("../../templates/experiment/threads.rs"),
        ),
    ] {
        changes.create(path, values.fill(template));
    }
}

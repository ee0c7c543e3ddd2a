//! A strategy: a copy of the chapter's `sequential`, to be written over.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::changes::Changes;
use super::insert;
use super::template::{Values, module, title};

/// The strategy that every overview begins with.
const MODEL: &str = "sequential";

pub(super) fn changes(root: &Path, chapter: &str, name: &str) -> Result<Changes> {
    let (module, label) = (module(name), title(name));
    let code = format!("chapters-code/{chapter}/src");
    let model = format!("{code}/strategies/{MODEL}.rs");
    let text = fs::read_to_string(root.join(&model)).with_context(|| {
        format!("{chapter} has no {model}, which a new strategy begins as a copy of")
    })?;
    let mut changes = Changes::default();
    let body = text.trim_start_matches(|c| c != '\n');
    changes.create(
        format!("{code}/strategies/{module}.rs"),
        format!(
            "//! TODO: what is different here. So far it is a copy of `{MODEL}`.{body}"
        ),
    );
    changes.change(root, &format!("{code}/strategies.rs"), |rust| {
        insert::module(rust, &module)
    })?;
    changes.change(root, &format!("{code}/overview.rs"), |rust| {
        let row = &rust[insert::row(rust, MODEL)?];
        let label_now =
            row.split('"').skip(1).step_by(2).find(|text| text.contains(' '))?;
        let row = row
            .replace(&format!("\"{MODEL}\""), &format!("\"{name}\""))
            .replace(&format!("\"{label_now}\""), &format!("\"{label}\""))
            .replace(&format!("/{MODEL}.rs"), &format!("/{module}.rs"))
            .replace(&format!("{MODEL}::"), &format!("{module}::"));
        let imports = "use crate::strategies::{";
        let rust = rust.replacen(imports, &format!("{imports}{module}, "), 1);
        let end = rust.rfind("\n    ]\n}")?;
        let rest = &rust[end..];
        Some(format!("{}\n{row},{rest}", &rust[..end]))
    })?;
    let listing = Values(&[("chapter", chapter), ("module", &module), ("name", name)])
        .fill(include_str!("../../templates/listing.md"));
    changes.change(root, &format!("book/{chapter}.md"), |page| {
        insert::listing(page, &format!("{code}/strategies"), &listing)
    })?;
    Ok(changes)
}

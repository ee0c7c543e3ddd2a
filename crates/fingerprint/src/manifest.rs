//! The manifest of each experiment.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use toml::{Table, Value};

use crate::closure::Graph;
use crate::libraries::Libraries;
use crate::modules::relative;
use crate::tokens;
use crate::workspace::{Workspace, one_way, table};

/// What an experiment's numbers depend on, each with a short hash:
///
/// - a file, by its path from the workspace's root: a hash of its tokens, or of its
///   bytes if it is included as it is
/// - `chapters-code/NAME/config.toml`: the experiment's settings that hold in every
///   profile
/// - `library NAME`: its version, and a hash of its features and of what it depends on
/// - `release profile`
pub type Manifest = BTreeMap<String, String>;

/// What runs in the timed region or decides what is sampled, for every experiment.
const HARNESS: &str = "crates/measure";

/// Settings that records hold themselves, and that are compared by value.
const PROFILES: [&str; 3] = ["smoke", "quick", "full"];

impl Workspace {
    /// The manifests of all experiments of a chapter, by the experiment's name. The
    /// chapter is the name of a folder in `chapters-code`; its experiments are the
    /// data files below its `src`.
    pub fn manifests(&self, chapter: &str) -> Result<BTreeMap<String, Manifest>> {
        // What was found for one experiment is kept for the next.
        let (mut graph, mut libraries) = (Graph::new(self), Libraries::new(self));
        let experiments = self.experiments(chapter)?.into_iter();
        experiments
            .map(|(name, file)| {
                let found = (&mut graph, &mut libraries);
                let manifest = self.manifest(found, chapter, &name, &file)?;
                Ok((name, manifest))
            })
            .collect()
    }

    /// The experiments of a chapter, each with its Rust file.
    fn experiments(&self, chapter: &str) -> Result<BTreeMap<String, String>> {
        let mut found = Vec::new();
        let source = self.root.join("chapters-code").join(chapter).join("src");
        data_files(&source, &mut found)
            .with_context(|| format!("cannot list `{}`", source.display()))?;
        let mut experiments = BTreeMap::new();
        for data in found {
            let rust = data.with_extension("rs");
            let name = data
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .replace('_', "-");
            let (data, file) =
                (relative(&self.root, &data)?, relative(&self.root, &rust)?);
            ensure!(
                rust.is_file(),
                "`{data}` has no `{file}` beside it: an experiment is both"
            );
            if let Some(other) = experiments.insert(name.clone(), file.clone()) {
                anyhow::bail!(
                    "both `{other}` and `{file}` are the experiment `{name}`: rename one"
                );
            }
        }
        Ok(experiments)
    }

    fn manifest(
        &self,
        (graph, libraries): (&mut Graph<'_>, &mut Libraries<'_>),
        chapter: &str,
        experiment: &str,
        file: &str,
    ) -> Result<Manifest> {
        let member = self.member_in(&format!("chapters-code/{chapter}"))?;
        let start = self.tree(member)?.file(file).with_context(|| {
            format!("`{file}` is not compiled: declare it with `mod` in its parent")
        })?;
        let harness = self.member_in(HARNESS)?;
        let harness_files = 0..self.tree(harness)?.files.len();
        let reached = graph.closure(
            harness_files.map(|file| (harness, file)).chain([(member, start)]),
        )?;
        let mut manifest = Manifest::new();
        for (member, file) in reached.files {
            let file = &self.tree(member)?.files[file];
            manifest.insert(file.path.clone(), file.hash.clone());
        }
        for path in reached.included {
            let content = fs::read(self.root.join(&path)).with_context(|| {
                format!(
                    "cannot read `{path}`, which the experiment `{experiment}` includes"
                )
            })?;
            manifest.insert(path, tokens::hash(content));
        }
        let described = libraries.describe(reached.libraries, &self.linked(member))?;
        for (library, description) in described {
            manifest.insert(format!("library {library}"), description);
        }
        let config = format!("chapters-code/{chapter}/config.toml");
        let settings = settings(&table(&self.root.join(&config))?, experiment);
        manifest.insert(config, tokens::hash(one_way(&settings)));
        manifest
            .insert("release profile".to_owned(), tokens::hash(&self.release_profile));
        Ok(manifest)
    }
}

fn settings(config: &Table, experiment: &str) -> Value {
    let mut settings =
        config.get(experiment).and_then(Value::as_table).cloned().unwrap_or_default();
    settings.retain(|key, _| !PROFILES.contains(&key));
    Value::Table(settings)
}

fn data_files(
    folder: &Path,
    found: &mut Vec<std::path::PathBuf>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            data_files(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "toml") {
            found.push(path);
        }
    }
    Ok(())
}

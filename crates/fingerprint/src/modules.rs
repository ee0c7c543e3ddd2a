//! The files of a crate, as a tree of modules.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};

use crate::items::{self, Declared, Module};
use crate::names::Names;
use crate::tokens;

/// A file that is compiled.
pub(crate) struct File {
    /// From the workspace's root, with `/`.
    pub(crate) path: String,
    /// Of its tokens.
    pub(crate) hash: String,
}

/// A module, in a file of its own or not.
pub(crate) struct Node {
    pub(crate) file: usize,
    pub(crate) parent: Option<usize>,
    children: Vec<(String, usize)>,
    pub(crate) names: Names,
}

impl Node {
    /// The modules called so directly below: more than one only under conditions.
    pub(crate) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> {
        self.children
            .iter()
            .filter(move |(child, _)| child == name)
            .map(|(_, node)| *node)
    }

    /// All modules directly below.
    pub(crate) fn all_children(&self) -> impl Iterator<Item = usize> {
        self.children.iter().map(|(_, node)| *node)
    }
}

/// A library crate of the workspace; the first module is its root.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    pub(crate) nodes: Vec<Node>,
    /// The modules that define each macro.
    pub(crate) macros: BTreeMap<String, Vec<usize>>,
    /// Whether a module lies where its name does not say, so that the crate is taken
    /// whole.
    pub(crate) whole: bool,
    /// The text of a program beside the library.
    pub(crate) program: String,
}

impl Tree {
    /// Parses a crate, from `src/lib.rs` or `src/main.rs` on.
    pub(crate) fn parse(workspace: &Path, folder: &str) -> Result<Self> {
        let source = workspace.join(folder).join("src");
        let root = ["lib.rs", "main.rs"].map(|name| source.join(name));
        let root = root.into_iter().find(|root| root.is_file()).with_context(|| {
            format!("`{folder}/src` has neither a `lib.rs` nor a `main.rs`: add one")
        })?;
        let mut tree = Self::default();
        tree.add_file(workspace, &root, &source, None)?;
        tree.program = fs::read_to_string(source.join("main.rs")).unwrap_or_default();
        for (at, node) in tree.nodes.iter().enumerate() {
            for name in node.names.macros.keys() {
                tree.macros.entry(name.clone()).or_default().push(at);
            }
        }
        Ok(tree)
    }

    /// The file at this path from the workspace's root.
    pub(crate) fn file(&self, path: &str) -> Option<usize> {
        self.files.iter().position(|file| file.path == path)
    }

    fn add_file(
        &mut self,
        workspace: &Path,
        path: &Path,
        below: &Path,
        parent: Option<usize>,
    ) -> Result<usize> {
        let name = relative(workspace, path)?;
        let text = fs::read_to_string(path)
            .with_context(|| format!("cannot read `{name}`"))?;
        let (module, tokens) = items::parse(&text).map_err(|error| {
            anyhow!(
                "`{name}` is not Rust that parses ({error}): `cargo check` says where"
            )
        })?;
        self.files.push(File { path: name, hash: tokens::hash(tokens) });
        self.add_module(workspace, module, self.files.len() - 1, path, below, parent)
    }

    fn add_module(
        &mut self,
        workspace: &Path,
        module: Module,
        file: usize,
        path: &Path,
        below: &Path,
        parent: Option<usize>,
    ) -> Result<usize> {
        let node = self.nodes.len();
        self.nodes.push(Node {
            file,
            parent,
            children: Vec::new(),
            names: module.names,
        });
        for (name, module) in module.inline {
            let below = below.join(&name);
            let child =
                self.add_module(workspace, module, file, path, &below, Some(node))?;
            self.nodes[node].children.push((name, child));
        }
        for declared in module.declared {
            self.whole |= !declared.paths.is_empty();
            let files = files_of(workspace, &declared, path, below)?;
            for (file, below) in files {
                // A `#[path]` may name a file twice; the whole crate is taken then.
                if self.file(&relative(workspace, &file)?).is_none() {
                    let child = self.add_file(workspace, &file, &below, Some(node))?;
                    self.nodes[node].children.push((declared.name.clone(), child));
                }
            }
        }
        Ok(node)
    }
}

/// The files that a declared module may lie in, each with the folder of the modules
/// below it.
fn files_of(
    workspace: &Path,
    declared: &Declared,
    path: &Path,
    below: &Path,
) -> Result<Vec<(PathBuf, PathBuf)>> {
    let Declared { name, paths } = declared;
    let own = below.join(name);
    let beside = path.parent().unwrap_or(below);
    let mut files: Vec<_> = paths
        .iter()
        .map(|path| normal(&beside.join(path)))
        .map(|file| (file.clone(), file.parent().unwrap_or(beside).to_owned()))
        .collect();
    files.push((own.with_extension("rs"), own.clone()));
    files.push((own.join("mod.rs"), own));
    files.retain(|(file, _)| file.is_file());
    ensure!(
        !files.is_empty(),
        "`{}` declares `mod {name};`, which has no file: add `{name}.rs`",
        relative(workspace, path)?
    );
    Ok(files)
}

/// A path from the workspace's root, with `/`.
pub(crate) fn relative(workspace: &Path, path: &Path) -> Result<String> {
    let path = normal(path);
    let within = path.strip_prefix(normal(workspace)).with_context(|| {
        format!("`{}` lies outside the workspace: move it inside", path.display())
    })?;
    let parts = within.components().map(|part| part.as_os_str().to_string_lossy());
    Ok(parts.collect::<Vec<_>>().join("/"))
}

/// A path without `..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        if part == Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
        path
    })
}

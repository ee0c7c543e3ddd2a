//! The files and libraries that names mean.
//!
//! A path is followed from the module that names it: through child modules, whose
//! parents are not needed for that, through imports and globs, whose files are, and
//! into other members of the workspace. It ends at the file of the module in which
//! its next segment is an item. Every meaning that a name may have is followed.

use std::collections::{BTreeSet, HashSet};
use std::iter;
use std::path::Path as FilePath;

use anyhow::Result;

use crate::modules::{Node, relative};
use crate::names::{ALL, Call, Names, Path, is_standard};
use crate::workspace::Workspace;

/// A file: the number of its crate among the members, and its own in that crate.
pub(crate) type FileId = (usize, usize);

/// Longer paths are an import that imports itself.
const LONGEST: usize = 12;

/// What something names.
#[derive(Default)]
pub(crate) struct Reach {
    pub(crate) files: BTreeSet<FileId>,
    /// Crates of which all files are taken, because a name could not be decided.
    pub(crate) crates: BTreeSet<usize>,
    /// Packages, each with the number of the member that depends on it.
    pub(crate) libraries: BTreeSet<(usize, String)>,
    /// Files that are included as they are, from the workspace's root.
    pub(crate) included: BTreeSet<String>,
}

/// A module: the number of its crate, and its own in that crate.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct At {
    pub(crate) member: usize,
    pub(crate) node: usize,
}

impl At {
    fn node(self, node: usize) -> Self {
        Self { node, ..self }
    }
}

/// Gathers what names mean.
pub(crate) struct Resolver<'a> {
    workspace: &'a Workspace,
    /// Whether as a member of the module, the module, the path.
    seen: HashSet<(bool, At, Path)>,
    /// The calling module, the defining one, the macro.
    expanded: HashSet<(At, At, String)>,
    pub(crate) reach: Reach,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            seen: HashSet::new(),
            expanded: HashSet::new(),
            reach: Reach::default(),
        }
    }

    fn at(&self, at: At) -> Result<&'a Node> {
        Ok(&self.workspace.tree(at.member)?.nodes[at.node])
    }

    /// Follows everything that a module names.
    pub(crate) fn module(&mut self, at: At) -> Result<()> {
        let names = &self.at(at)?.names;
        self.names(at, names)?;
        names.macros.values().try_for_each(|body| self.names(at, body))
    }

    fn names(&mut self, at: At, names: &Names) -> Result<()> {
        for import in &names.imports {
            self.scope(at, &import.path)?;
        }
        for path in &names.paths {
            self.scope(at, path)?;
        }
        for word in &names.words {
            self.word(at, word)?;
        }
        for call in &names.calls {
            self.call(at, call)?;
        }
        for file in &names.includes {
            self.include(at, file.as_deref())?;
        }
        Ok(())
    }

    /// Follows a path as it is written in this module.
    pub(crate) fn scope(&mut self, at: At, path: &[String]) -> Result<()> {
        let Some((first, rest)) = path.split_first() else { return Ok(()) };
        if path.len() > LONGEST || !self.seen.insert((false, at, path.to_vec())) {
            return Ok(());
        }
        let node = self.at(at)?;
        match first.as_str() {
            "crate" | "$crate" => return self.member(at.node(0), rest),
            "self" => return self.member(at, rest),
            "super" => {
                let Some(parent) = node.parent else { return Ok(()) };
                return if rest.first().is_some_and(|next| next == "super") {
                    self.scope(at.node(parent), rest)
                } else {
                    self.member(at.node(parent), rest)
                };
            }
            "" => return self.external(at, rest).map(drop),
            _ => {}
        }
        if node.names.items.contains(first) {
            self.file(at)?;
        }
        if node.children(first).next().is_some() {
            return node
                .children(first)
                .try_for_each(|child| self.member(at.node(child), rest));
        }
        let mut found = false;
        for import in
            node.names.imported(first).filter(|import| import.path[0] != *first)
        {
            self.scope(at, &[&import.path, rest].concat())?;
            found = true;
        }
        found |= self.external(at, path)?;
        if !found {
            self.globs(at, node, path)?;
        }
        Ok(())
    }

    /// Follows a path that begins with a member of this module.
    fn member(&mut self, at: At, path: &[String]) -> Result<()> {
        if path.len() > LONGEST || !self.seen.insert((true, at, path.to_vec())) {
            return Ok(());
        }
        let node = self.at(at)?;
        let Some((first, rest)) = path.split_first() else {
            return self.file(at);
        };
        if first == ALL {
            self.file(at)?;
            return node
                .all_children()
                .try_for_each(|child| self.member(at.node(child), path));
        }
        let mut found = false;
        for child in node.children(first) {
            self.member(at.node(child), rest)?;
            found = true;
        }
        if found && !node.names.items.contains(first) {
            return Ok(());
        }
        self.file(at)?;
        for import in node.names.imported(first) {
            let path = [&import.path, rest].concat();
            if import.path[0] == *first {
                self.external(at, &path)?;
            } else {
                self.scope(at, &path)?;
            }
            found = true;
        }
        if !found {
            self.globs(at, node, path)?;
        }
        Ok(())
    }

    /// Follows a path through what the module imports by globs.
    fn globs(&mut self, at: At, node: &Node, path: &[String]) -> Result<()> {
        for glob in node.names.imported(ALL) {
            self.scope(at, &[&glob.path, path].concat())?;
        }
        Ok(())
    }

    /// Follows a path that begins with another crate, if it does.
    fn external(&mut self, at: At, path: &[String]) -> Result<bool> {
        let Some((first, rest)) = path.split_first() else { return Ok(false) };
        let Some(dependency) =
            self.workspace.members[at.member].dependencies.get(first)
        else {
            return Ok(false);
        };
        if let Some(member) = dependency.member {
            self.member(At { member, node: 0 }, rest)?;
        } else {
            self.reach.libraries.insert((at.member, dependency.package.clone()));
        }
        Ok(true)
    }

    fn file(&mut self, at: At) -> Result<()> {
        let file = self.at(at)?.file;
        self.reach.files.insert((at.member, file));
        Ok(())
    }

    /// Follows a word that may be a module: whatever is below it may be named.
    fn word(&mut self, at: At, word: &str) -> Result<()> {
        let node = self.at(at)?;
        let path = [word.to_owned(), ALL.to_owned()];
        if node.children(word).next().is_some()
            || node.names.imported(word).next().is_some()
        {
            self.scope(at, &path)
        } else {
            self.globs(at, node, &path)
        }
    }

    /// Follows a macro, and what its body names where it is expanded.
    fn call(&mut self, at: At, call: &Call) -> Result<()> {
        let (Some(first), Some(name)) = (call.path.first(), call.path.last()) else {
            return Ok(());
        };
        let imports: Vec<Path> = self
            .at(at)?
            .names
            .imported(first)
            .map(|import| [&import.path, &call.path[1..]].concat())
            .collect();
        let mut paths = imports;
        if paths.is_empty() || self.workspace.tree(at.member)?.macros.contains_key(name)
        {
            paths.push(call.path.clone());
        }
        for path in &paths {
            self.macro_at(at, path)?;
        }
        if is_standard(name) {
            return Ok(());
        }
        for word in &call.words {
            self.word(at, word)?;
            self.expand(at, at.member, word)?;
        }
        Ok(())
    }

    fn macro_at(&mut self, at: At, path: &[String]) -> Result<()> {
        let (Some(first), Some(name)) = (path.first(), path.last()) else {
            return Ok(());
        };
        let workspace = self.workspace;
        let dependencies = &workspace.members[at.member].dependencies;
        let first = if first.is_empty() { path.get(1).unwrap_or(first) } else { first };
        let dependency = dependencies.get(first).filter(|_| path.len() > 1);
        if ["std", "core", "alloc"].contains(&first.as_str()) {
            return Ok(());
        }
        let member = match dependency {
            Some(dependency) => match dependency.member {
                Some(member) => member,
                None => return self.external(at, path).map(drop),
            },
            None => at.member,
        };
        let mut found = self.expand(at, member, name)?;
        if path.len() > 1 && !found {
            self.scope(at, path)?;
        } else if !found {
            if is_standard(name) || self.has_external_globs(at)? {
                return Ok(());
            }
            for dependency in dependencies.values() {
                if let Some(member) = dependency.member {
                    found |= self.expand(at, member, name)?;
                }
            }
        }
        if !found {
            self.reach.crates.insert(member);
        }
        Ok(())
    }

    /// Follows the macros of this name in a crate, as expanded in this module.
    fn expand(&mut self, at: At, member: usize, name: &str) -> Result<bool> {
        let tree = self.workspace.tree(member)?;
        let mut definitions = tree.macros.get(name).cloned().unwrap_or_default();
        let file = |node: usize| tree.nodes[node].file;
        if at.member == member
            && definitions.iter().any(|&node| file(node) == file(at.node))
        {
            // Those of its own file, and of its parents above, hide all others.
            let up = iter::successors(Some(at.node), |&node| tree.nodes[node].parent);
            let visible: BTreeSet<_> = up.map(file).collect();
            definitions.retain(|&node| visible.contains(&file(node)));
        }
        for &node in &definitions {
            let definition = At { member, node };
            self.file(definition)?;
            if !self.expanded.insert((at, definition, name.to_owned())) {
                continue;
            }
            let body = &tree.nodes[node].names.macros[name];
            let imports = body.imports.iter().map(|import| &import.path);
            for path in imports.chain(&body.paths).filter(|path| path[0] != "$crate") {
                self.scope(at, path)?;
            }
            for call in body.calls.iter().filter(|call| call.path[0] != "$crate") {
                self.call(at, call)?;
            }
            for file in body.includes.iter().flatten() {
                self.include(at, Some(file))?;
            }
        }
        Ok(!definitions.is_empty())
    }

    /// Whether a macro may come from a library by a glob.
    fn has_external_globs(&self, at: At) -> Result<bool> {
        let dependencies = &self.workspace.members[at.member].dependencies;
        Ok(self.at(at)?.names.imported(ALL).any(|glob| {
            let first = glob.path.iter().find(|segment| !segment.is_empty());
            first
                .and_then(|first| dependencies.get(first))
                .is_some_and(|dependency| dependency.member.is_none())
        }))
    }

    fn include(&mut self, at: At, file: Option<&str>) -> Result<()> {
        let Some(file) = file else {
            self.reach.crates.insert(at.member);
            return Ok(());
        };
        let from = &self.workspace.tree(at.member)?.files[self.at(at)?.file].path;
        let folder = FilePath::new(from).parent().unwrap_or(FilePath::new(""));
        let root = &self.workspace.root;
        let file = root.join(folder).join(file);
        // Within a macro, the folder may be the one of another module that calls it.
        if file.is_file() {
            self.reach.included.insert(relative(root, &file)?);
        }
        Ok(())
    }
}

//! All files that an experiment reaches.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use anyhow::Result;

use crate::resolve::{At, FileId, Reach, Resolver};
use crate::workspace::Workspace;

/// The files that each file leads to, found when first needed.
pub(crate) struct Graph<'a> {
    workspace: &'a Workspace,
    reached: HashMap<FileId, Rc<Reach>>,
    implementing: HashMap<usize, Rc<BTreeMap<usize, BTreeSet<usize>>>>,
}

impl<'a> Graph<'a> {
    pub(crate) fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, reached: HashMap::new(), implementing: HashMap::new() }
    }

    /// Everything that these files reach, themselves among it.
    pub(crate) fn closure(
        &mut self,
        from: impl IntoIterator<Item = FileId>,
    ) -> Result<Reach> {
        let mut all = Reach::default();
        let mut entered = BTreeSet::new();
        let mut open: Vec<FileId> = from.into_iter().collect();
        while let Some(file) = open.pop() {
            if !all.files.insert(file) {
                continue;
            }
            let reached = self.reached(file)?;
            open.extend(&reached.files);
            all.libraries.extend(reached.libraries.iter().cloned());
            all.included.extend(reached.included.iter().cloned());
            let (member, number) = file;
            if let Some(files) = self.implementing(member)?.get(&number) {
                open.extend(files.iter().map(|&file| (member, file)));
            }
            let mut whole = reached.crates.clone();
            if self.workspace.tree(member)?.whole {
                whole.insert(member);
            }
            if entered.insert(member) {
                all.libraries.extend(self.unnamed(member)?);
            }
            for member in whole.into_iter().filter(|&member| all.crates.insert(member))
            {
                let files = self.workspace.tree(member)?.files.len();
                open.extend((0..files).map(|file| (member, file)));
            }
        }
        Ok(all)
    }

    /// The libraries that no file of a crate names, so that any may use them: they may
    /// have another name in code than in `Cargo.toml`.
    fn unnamed(&self, member: usize) -> Result<BTreeSet<(usize, String)>> {
        let tree = self.workspace.tree(member)?;
        let dependencies = self.workspace.members[member].dependencies.iter();
        let unnamed = dependencies.filter(|(name, dependency)| {
            dependency.member.is_none()
                && !tree.program.contains(&format!("{name}::"))
                && !tree.nodes.iter().any(|node| node.names.begins_with(name))
        });
        Ok(unnamed
            .map(|(_, dependency)| (member, dependency.package.clone()))
            .collect())
    }

    fn reached(&mut self, file: FileId) -> Result<Rc<Reach>> {
        if let Some(reached) = self.reached.get(&file) {
            return Ok(Rc::clone(reached));
        }
        let (member, number) = file;
        let mut resolver = Resolver::new(self.workspace);
        for (node, module) in self.workspace.tree(member)?.nodes.iter().enumerate() {
            if module.file == number {
                resolver.module(At { member, node })?;
            }
        }
        let reached = Rc::new(resolver.reach);
        self.reached.insert(file, Rc::clone(&reached));
        Ok(reached)
    }

    /// For each file of a crate, those that implement a type or a trait defined in it.
    fn implementing(
        &mut self,
        member: usize,
    ) -> Result<Rc<BTreeMap<usize, BTreeSet<usize>>>> {
        if let Some(implementing) = self.implementing.get(&member) {
            return Ok(Rc::clone(implementing));
        }
        let nodes = &self.workspace.tree(member)?.nodes;
        let defining = |name: &String| {
            let nodes =
                nodes.iter().filter(move |node| node.names.items.contains(name));
            nodes.map(|node| node.file).collect::<BTreeSet<_>>()
        };
        let mut implementing: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (node, module) in nodes.iter().enumerate() {
            let bodies = module.names.macros.values().flat_map(|body| &body.implements);
            for path in module.names.implements.iter().chain(bodies) {
                let Some(name) = path.last() else { continue };
                let named = defining(name);
                let mut resolver = Resolver::new(self.workspace);
                resolver.scope(At { member, node }, path)?;
                let reached = resolver.reach.files.iter();
                let reached =
                    reached.filter(|(of, _)| *of == member).map(|(_, file)| *file);
                // A name that is found in none of those was given to it on the way.
                let (exact, other): (BTreeSet<_>, BTreeSet<_>) =
                    reached.partition(|file| named.contains(file));
                for file in if exact.is_empty() { &named | &other } else { exact } {
                    implementing.entry(file).or_default().insert(module.file);
                }
            }
        }
        let implementing = Rc::new(implementing);
        self.implementing.insert(member, Rc::clone(&implementing));
        Ok(implementing)
    }
}

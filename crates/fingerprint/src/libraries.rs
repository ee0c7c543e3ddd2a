//! What the libraries are that files use: versions, what those depend on, features.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Result, ensure};
use cargo_lock::Package;

use crate::tokens;
use crate::workspace::Workspace;

/// The packages in `Cargo.lock`.
pub(crate) struct Libraries<'a> {
    workspace: &'a Workspace,
    by_name: HashMap<&'a str, Vec<&'a Package>>,
    /// What was found before, by package and the members that use it.
    described: HashMap<(String, BTreeSet<usize>), String>,
}

impl<'a> Libraries<'a> {
    pub(crate) fn new(workspace: &'a Workspace) -> Self {
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for package in &workspace.lock.packages {
            by_name.entry(package.name.as_str()).or_default().push(package);
        }
        Self { workspace, by_name, described: HashMap::new() }
    }

    /// For each package its versions, and a hash of all that is linked with it and of
    /// the features that the members of one chapter request.
    pub(crate) fn describe(
        &mut self,
        used: BTreeSet<(usize, String)>,
        chapter: &BTreeSet<usize>,
    ) -> Result<BTreeMap<String, String>> {
        let mut users: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (member, package) in used {
            users.entry(package).or_default().insert(member);
        }
        let described = users.into_iter().map(|(package, users)| {
            let key = (package, users);
            let description = match self.described.get(&key) {
                Some(description) => description.clone(),
                None => self.description(&key.0, &key.1, chapter)?,
            };
            self.described.insert(key.clone(), description.clone());
            Ok((key.0, description))
        });
        described.collect()
    }

    fn description(
        &self,
        package: &str,
        users: &BTreeSet<usize>,
        chapter: &BTreeSet<usize>,
    ) -> Result<String> {
        let members = &self.workspace.members;
        let users: Vec<_> =
            users.iter().map(|&member| members[member].name.as_str()).collect();
        let uses = users.iter().flat_map(|user| self.named(user));
        let locked: Vec<_> = uses
            .filter(|user| user.source.is_none())
            .flat_map(|user| self.dependencies(user))
            .filter(|found| found.name.as_str() == package)
            .collect();
        ensure!(
            !locked.is_empty(),
            "`Cargo.lock` has no `{package}` for `{}`: `cargo update -w` adds it",
            users.join("` and `")
        );
        let versions: BTreeSet<_> = locked.iter().map(|found| &found.version).collect();
        let versions: Vec<_> = versions.into_iter().map(ToString::to_string).collect();
        let mut content = self.linked_with(locked);
        let dependencies =
            chapter.iter().flat_map(|&member| members[member].dependencies.values());
        content.extend(
            dependencies
                .filter(|dependency| dependency.package == package)
                .map(|dependency| dependency.request.clone()),
        );
        let content: Vec<_> = content.into_iter().collect();
        Ok(format!("{} {}", versions.join(", "), tokens::hash(content.join("\n"))))
    }

    /// These packages and all that they depend on, in words.
    fn linked_with(&self, packages: Vec<&'a Package>) -> BTreeSet<String> {
        let mut linked = BTreeSet::new();
        let mut open = packages;
        while let Some(package) = open.pop() {
            let source = package.source.as_ref().map(ToString::to_string);
            let source = source.unwrap_or_default();
            if linked.insert(format!("{} {} {source}", package.name, package.version)) {
                open.extend(self.dependencies(package));
            }
        }
        linked
    }

    fn dependencies(&self, package: &'a Package) -> impl Iterator<Item = &'a Package> {
        package.dependencies.iter().flat_map(|dependency| {
            let named = self.named(dependency.name.as_str());
            named.filter(|found| dependency.matches(found))
        })
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &'a Package> {
        self.by_name.get(name).into_iter().flatten().copied()
    }
}

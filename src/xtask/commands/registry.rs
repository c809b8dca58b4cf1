//! The folders of the core that hold one file for each thing of a kind, and how their `mod.rs` lists them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use portico_xtask::root;

/// A folder, and the item that its list has for each file in it.
pub struct Registry {
    folder: &'static str,
    title: &'static str,
    law: &'static str,
    item_type: &'static str,
    item: fn(&str) -> String,
    /// Who may name a file's module.
    visibility: &'static str,
    /// Who may name the list.
    list_visibility: &'static str,
}

pub const CLOUDS: Registry = Registry {
    folder: "facts/clouds",
    title: "The clouds",
    law: "A file holds facts about one cloud, each with its source, and decides nothing.",
    item_type: "&crate::facts::cloud::Cloud",
    item: |module| format!("&{module}::CLOUD"),
    visibility: "pub(crate) ",
    list_visibility: "pub(super)",
};

pub const CONTROLLERS: Registry = Registry {
    folder: "facts/controllers",
    title: "The controllers",
    law: "A file holds facts about one controller, each with its source, and decides nothing.",
    item_type: "&crate::facts::controller::Controller",
    item: |module| format!("&{module}::CONTROLLER"),
    visibility: "",
    list_visibility: "pub(super)",
};

pub const RULES: Registry = Registry {
    folder: "rules",
    title: "The rules",
    law: "A rule says what is wrong and proposes fixes. It applies nothing, and knows no surface.",
    item_type: "(&crate::finding::Rule, Option<crate::views::declaration::RuleCheck>)",
    item: |module| format!("(&{module}::RULE, {module}::CHECK)"),
    visibility: "pub(crate) ",
    list_visibility: "pub(crate)",
};

pub const ALL: [Registry; 3] = [CLOUDS, CONTROLLERS, RULES];

impl Registry {
    /// Gives the path of the folder.
    pub fn folder(&self) -> PathBuf {
        root().join("src/core").join(self.folder)
    }

    /// Gives the path of the file for a thing of this name.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name.replace('-', "_")).with_extension("rs")
    }

    /// Gives the list's path and its text, made from the files that are there.
    pub fn list(&self) -> Result<(PathBuf, String), String> {
        let folder = self.folder();
        let text = self.listing(&modules(&folder)?);
        Ok((folder.join("mod.rs"), text))
    }

    fn listing(&self, modules: &[String]) -> String {
        let Self { title, law, item_type, item, visibility, list_visibility, .. } = self;
        let mut text =
            format!("//! {title}, one file each; `cargo xtask generate` writes this list.\n//!\n//! {law}\n\n");
        for module in modules {
            text.push_str(&format!("{visibility}mod {module};\n"));
        }
        text.push_str(&format!(
            "\n/// Every one, in the order of the files.\n#[rustfmt::skip]\n{list_visibility} static ALL: &[{item_type}] = &[\n"
        ));
        for module in modules {
            text.push_str(&format!("    {},\n", item(module)));
        }
        text.push_str("];\n");
        text
    }
}

fn modules(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut modules: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| Some(file.strip_suffix(".rs")?.to_owned()))
        .filter(|module| module != "mod")
        .collect();
    modules.sort();
    Ok(modules)
}

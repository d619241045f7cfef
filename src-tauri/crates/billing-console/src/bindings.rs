//! The TypeScript side of the command table, written by a test and compared by the same test.

use crate::commands::*;
use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use ts_rs::{Config, TS, TypeVisitor};

/// All types the commands reach, by name, each once.
struct Collector<'c> {
    config: &'c Config,
    // ts-rs walks dependencies without remembering: a type that refers to itself would never end.
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.declarations.insert(T::name(self.config), T::decl(self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! render {
    ($($name:ident ($input:ty) -> $output:ty { reads: [$($read:ident),*], stales: [$($stale:ident),*] })*) => {
        /// The text of `ui/src/api/bindings.ts`.
        #[must_use]
        pub fn bindings() -> String {
            let config = Config::new();
            let mut all = Collector { config: &config, seen: HashSet::new(), declarations: BTreeMap::new() };
            all.visit::<crate::CommandError>();
            $(all.visit::<$input>(); all.visit::<$output>();)*
            let types = all.declarations.values().map(|text| format!("export {text}\n")).collect::<String>();
            let mut commands = String::new();
            let mut tags = String::new();
            $(
                commands += &format!(
                    "  {}: {{ input: {}; output: {} }};\n",
                    stringify!($name), <$input>::name(&config), <$output>::name(&config)
                );
                let reads: &[&str] = &[$(stringify!($read)),*];
                let stales: &[&str] = &[$(stringify!($stale)),*];
                tags += &format!("  {}: {{ reads: {reads:?}, stales: {stales:?} }},\n", stringify!($name));
            )*
            format!(
                "// Generated from the command table in billing-console; `cargo test -p billing-console` keeps it true.\n\n\
                 {types}\nexport interface Commands {{\n{commands}}}\n\n\
                 export const COMMANDS: Record<keyof Commands, {{ readonly reads: readonly string[]; readonly stales: readonly string[] }}> = {{\n{tags}}};\n"
            )
        }
    };
}
crate::command_table!(render);

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when the committed file is stale; `BLESS=1` writes it.
    #[test]
    fn the_committed_bindings_are_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/api/bindings.ts");
        let text = bindings();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(committed, text, "run: BLESS=1 cargo test -p billing-console bindings");
    }

    #[test]
    fn no_number_of_64_bits_leaks_as_bigint() {
        assert!(!bindings().contains("bigint"), "64-bit fields must be text");
    }
}

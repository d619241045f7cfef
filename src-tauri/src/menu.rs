//! The menu bar. The page says what stands in it, from its registry of commands, in the language of the moment.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use tauri::menu::{Menu, MenuBuilder, MenuItem, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, State, Wry};

/// One menu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MenuWish {
    label: String,
    entries: Vec<EntryWish>,
}

/// One entry; a line when it has no id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct EntryWish {
    id: Option<String>,
    label: String,
    keys: Option<String>,
    enabled: bool,
}

/// The menu bar that stands.
#[derive(Default)]
pub struct MenuBar(Mutex<Standing>);

#[derive(Default)]
struct Standing {
    wished: Vec<MenuWish>,
    items: Items,
}

/// The entries of the bar by their ids.
type Items = HashMap<String, MenuItem<Wry>>;

/// Puts the menu bar in place. Where only some entries can be chosen now that could not before, or the other way round,
/// the bar stays: making it holds up the thread that draws the window, and the page asks with every screen.
#[tauri::command]
pub fn menu_set(app: AppHandle, bar: State<'_, MenuBar>, menus: Vec<MenuWish>) -> Result<(), String> {
    let mut standing = bar.0.lock().unwrap_or_else(PoisonError::into_inner);
    let set = if is_alike(&standing.wished, &menus) {
        switch(&standing.items, &standing.wished, &menus)
    } else {
        build(&app, &menus).and_then(|(menu, items)| {
            standing.items = items;
            app.set_menu(menu).map(drop)
        })
    };
    set.map_err(|error| format!("The menu bar could not be made: {error}."))?;
    standing.wished = menus;
    Ok(())
}

/// Whether both have the same entries, under the same words and keys.
fn is_alike(one: &[MenuWish], other: &[MenuWish]) -> bool {
    let bare = |menus: &[MenuWish]| {
        let mut menus = menus.to_vec();
        menus.iter_mut().flat_map(|menu| &mut menu.entries).for_each(|entry| entry.enabled = true);
        menus
    };
    bare(one) == bare(other)
}

/// Enables and disables what differs.
fn switch(items: &Items, before: &[MenuWish], after: &[MenuWish]) -> tauri::Result<()> {
    let entries = |menus: &[MenuWish]| -> Vec<EntryWish> {
        menus.iter().flat_map(|menu| menu.entries.clone()).collect()
    };
    for (was, is) in entries(before).into_iter().zip(entries(after)) {
        if let Some(item) = is.id.and_then(|id| items.get(&id)).filter(|_| was.enabled != is.enabled) {
            item.set_enabled(is.enabled)?;
        }
    }
    Ok(())
}

fn build(app: &AppHandle, menus: &[MenuWish]) -> tauri::Result<(Menu<Wry>, Items)> {
    let mut items = Items::new();
    let mut bar = MenuBuilder::new(app);
    for menu in menus {
        let mut sub = SubmenuBuilder::new(app, literal(&menu.label));
        for entry in &menu.entries {
            let Some(id) = &entry.id else {
                sub = sub.separator();
                continue;
            };
            let mut item = MenuItemBuilder::with_id(id, literal(&entry.label)).enabled(entry.enabled);
            if let Some(keys) = &entry.keys {
                item = item.accelerator(accelerator(keys));
            }
            let item = item.build(app)?;
            sub = sub.item(&item);
            items.insert(id.clone(), item);
        }
        bar = bar.item(&sub.build()?);
    }
    Ok((bar.build()?, items))
}

/// An `&` in an account's name is no mnemonic.
fn literal(label: &str) -> String {
    label.replace('&', "&&")
}

/// `Ctrl+Shift+z` as the system's menus write it; Ctrl is Cmd on macOS.
fn accelerator(keys: &str) -> String {
    keys.replace("Ctrl", "CmdOrCtrl")
        .to_uppercase()
        .replace("CMDORCTRL", "CmdOrCtrl")
        .replace("SHIFT", "Shift")
}

#[cfg(test)]
mod tests {
    use super::{EntryWish, MenuWish, accelerator, is_alike, literal};

    fn bar(label: &str, enabled: bool) -> Vec<MenuWish> {
        let entry =
            EntryWish { id: Some("print".into()), label: label.into(), keys: Some("Ctrl+p".into()), enabled };
        vec![MenuWish { label: "File".into(), entries: vec![entry] }]
    }

    #[test]
    fn a_bar_is_made_again_for_other_words_and_not_for_what_can_be_chosen() {
        assert!(is_alike(&bar("Print", true), &bar("Print", false)));
        assert!(!is_alike(&bar("Print", true), &bar("พิมพ์", true)));
        assert!(!is_alike(&[], &bar("Print", true)));
    }

    #[test]
    fn keys_and_names_are_written_as_menus_want_them() {
        assert_eq!(accelerator("Ctrl+p"), "CmdOrCtrl+P");
        assert_eq!(accelerator("Ctrl+Shift+e"), "CmdOrCtrl+Shift+E");
        assert_eq!(accelerator("F5"), "F5");
        assert_eq!(literal("Plans & add-ons"), "Plans && add-ons");
    }
}

//! The menu bar. The page says what stands in it, from its registry of commands, in the language of the moment.

use serde::Deserialize;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Wry};

/// One menu.
#[derive(Debug, Deserialize)]
pub struct MenuWish {
    label: String,
    entries: Vec<EntryWish>,
}

/// One entry; a line when it has no id.
#[derive(Debug, Deserialize)]
struct EntryWish {
    id: Option<String>,
    label: String,
    keys: Option<String>,
    enabled: bool,
}

/// Puts the menu bar in place.
#[tauri::command]
pub fn menu_set(app: AppHandle, menus: Vec<MenuWish>) -> Result<(), String> {
    let set = build(&app, &menus).and_then(|menu| app.set_menu(menu));
    set.map(drop).map_err(|error| format!("The menu bar could not be made: {error}."))
}

fn build(app: &AppHandle, menus: &[MenuWish]) -> tauri::Result<Menu<Wry>> {
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
            sub = sub.item(&item.build(app)?);
        }
        bar = bar.item(&sub.build()?);
    }
    bar.build()
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
    use super::{accelerator, literal};

    #[test]
    fn keys_and_names_are_written_as_menus_want_them() {
        assert_eq!(accelerator("Ctrl+p"), "CmdOrCtrl+P");
        assert_eq!(accelerator("Ctrl+Shift+e"), "CmdOrCtrl+Shift+E");
        assert_eq!(accelerator("F5"), "F5");
        assert_eq!(literal("Plans & add-ons"), "Plans && add-ons");
    }
}

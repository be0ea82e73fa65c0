//! Layers and package collections hold more than a device takes. What the image, its licences or the configuration
//! name is part of what runs.

use std::collections::HashSet;

use inventory::Scope;

use crate::sheet::Sheet;

pub fn join(sheets: &mut [Sheet]) {
    let mut of_yocto: HashSet<String> = HashSet::new();
    let mut of_buildroot: HashSet<String> = HashSet::new();
    for sheet in sheets.iter() {
        match &*sheet.detector {
            "yocto-licences" | "yocto-image" => {
                for component in &sheet.components {
                    let recipes = component.properties.iter().filter(|property| property.name == "recipe");
                    of_yocto.extend(recipes.map(|property| property.value.clone()));
                    of_yocto.insert(component.package.name.clone());
                }
            }
            "buildroot-licences" => {
                of_buildroot.extend(sheet.components.iter().map(|component| symbol(&component.package.name)));
            }
            "buildroot-config" => {
                let packages = sheet.settings.iter().filter(|(key, _)| key == "package");
                of_buildroot.extend(packages.map(|(_, name)| name.clone()));
            }
            _ => {}
        }
    }
    for sheet in sheets.iter_mut() {
        for component in sheet.components.iter_mut().filter(|component| component.scope == Some(Scope::Optional)) {
            let name = &component.package.name;
            let is_chosen = match &*sheet.detector {
                "yocto-recipe" => of_yocto.contains(name),
                "buildroot-package" => of_buildroot.contains(&symbol(name)),
                _ => false,
            };
            if is_chosen {
                component.scope = Some(Scope::Runtime);
            }
        }
    }
}

/// `left-pad` is LEFT_PAD in a configuration.
fn symbol(name: &str) -> String {
    name.to_ascii_uppercase().replace(['-', '.'], "_")
}

#[test]
fn what_a_device_takes_is_part_of_what_runs() {
    let files = [
        ("package/left-pad/left-pad.mk", "LEFT_PAD_VERSION = 1\n$(eval $(generic-package))\n"),
        ("package/door/door.mk", "DOOR_VERSION = 2\n$(eval $(generic-package))\n"),
        ("configs/x_defconfig", "BR2_PACKAGE_LEFT_PAD=y\n"),
        ("recipes/zip/zip_3.0.bb", "SRC_URI = \"https://x.example/zip.tar.gz\"\n"),
        ("license.manifest", "PACKAGE NAME: libzip\nPACKAGE VERSION: 3.0\nRECIPE NAME: zip\nLICENSE: MIT\n"),
    ];
    let read = |(path, text): &(&str, &str)| {
        crate::inspect(std::path::Path::new(path), text.as_bytes()).expect("sound").sheets
    };
    let mut sheets: Vec<Sheet> = files.iter().flat_map(read).collect();
    join(&mut sheets);
    let scopes: Vec<_> = sheets.iter().flat_map(|sheet| &sheet.components).map(|component| component.scope).collect();
    assert_eq!(scopes, [Some(Scope::Runtime), Some(Scope::Optional), Some(Scope::Runtime), None]);
}

//! pip, uv, Poetry, PDM, Pipenv, conda, pixi, installed packages.

use super::Detector;
use crate::sheet::Sheet;

mod conda_environment;
mod conda_explicit;
mod conda_lock;
mod conda_meta;
mod conda_package;
mod constraints;
mod installed;
mod installed_requests;
mod name_table;
mod names;
mod pdm_lock;
mod pipfile;
mod pipfile_lock;
mod pixi_lock;
mod pixi_toml;
mod poetry_lock;
mod pylock;
mod pyproject;
mod requirement;
mod requirements;
mod setup_cfg;
mod setup_py;
mod uv_lock;

/// Puts together what several files of the family say.
pub fn join(sheets: &mut [Sheet]) {
    // First: a request with a version is answered by that version only.
    constraints::join(sheets);
    installed_requests::join(sheets);
}

pub const DETECTORS: &[&Detector] = &[
    &conda_environment::DETECTOR,
    &conda_explicit::DETECTOR,
    &conda_lock::DETECTOR,
    &conda_meta::DETECTOR,
    &constraints::DETECTOR,
    &installed::DETECTOR,
    &pdm_lock::DETECTOR,
    &pipfile::DETECTOR,
    &pipfile_lock::DETECTOR,
    &pixi_lock::DETECTOR,
    &pixi_toml::DETECTOR,
    &poetry_lock::DETECTOR,
    &pylock::DETECTOR,
    &pyproject::DETECTOR,
    &requirements::DETECTOR,
    &setup_cfg::DETECTOR,
    &setup_py::DETECTOR,
    &uv_lock::DETECTOR,
];

#[test]
fn no_detector_of_the_family_panics() {
    let names = [
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "Pipfile.lock",
        "Pipfile",
        "pylock.toml",
        "requirements.txt",
        "environment.yml",
        "conda-lock.yml",
        "conda-linux-64.lock",
        "pixi.lock",
        "pixi.toml",
        "conda-meta/a.json",
        "a.dist-info/METADATA",
        "setup.py",
        "setup.cfg",
        "pyproject.toml",
    ];
    let fragments = [
        "é==1\na[é]==2 --hash=é\n-r é\n-e git+é@#egg=é\na @ git+https://é@\n-\n--hash\n\\\n# via é\na==1 \\\n",
        "[[package]]\nname = \"é\"\nversion = \"1\"\nsource = { git = \"é#\" }\nfiles = [1, {hash = \"é:\"}]\ndependencies = [\"é\", {name = \"é\"}]\n",
        "[project]\nname = \"é\"\ndependencies = [\"é\", \"a @ é\", \"a[\"]\n[packages]\na = {git = \"é\", ref = \"\"}\nb = [1]\n",
        "dependencies:\n- é::=é\n- a=é=\n- pip: [é, -r, '-r é']\npackages:\n- {conda: é-.conda}\n- {pypi: é, name: é}\npackage:\n- {name: é, url: '/-é-.conda'}\n",
        "@EXPLICIT\nhttps://é/é-é-é.conda#é\n",
        "{\"name\": \"é\", \"version\": \"1\", \"url\": \"/t/\", \"default\": {\"é\": {\"file\": \"-.whl\", \"git\": \"git+é://\"}}}",
        "Name: é\nVersion:\nLicense: é\n é\nClassifier: License ::\n",
        "setup(name='é, version=\"é\", install_requires=['é', \"a;é\"], extras_require={'é': ['a\n[metadata]\nname = é\n",
    ];
    for name in names {
        for fragment in fragments {
            for (end, _) in fragment.char_indices().chain([(fragment.len(), ' ')]) {
                let report = crate::inspect(std::path::Path::new(name), &fragment.as_bytes()[..end]).expect("sound");
                let failed = |not_read: &crate::NotRead| matches!(not_read.why, crate::Why::DetectorFailed(_));
                assert!(!report.not_read.iter().any(failed), "{name}: {}", &fragment[..end]);
            }
        }
    }
}

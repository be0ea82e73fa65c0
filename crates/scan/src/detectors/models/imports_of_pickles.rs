//! What the imports of a pickle tell: the library of a model, its class, and what would run on loading it.

use super::pickle_ops::Pickle;
use super::seen::{Model, joined};

/// The root of a module and the library it belongs to.
const LIBRARIES: &[(&str, &str)] = &[
    ("sklearn", "scikit-learn"),
    ("xgboost", "XGBoost"),
    ("lightgbm", "LightGBM"),
    ("catboost", "CatBoost"),
    ("torch", "PyTorch"),
    ("torchvision", "PyTorch"),
    ("ultralytics", "Ultralytics"),
    ("pytorch_lightning", "PyTorch Lightning"),
    ("lightning", "PyTorch Lightning"),
    ("fastai", "fastai"),
    ("transformers", "Transformers"),
    ("sentence_transformers", "Sentence Transformers"),
    ("setfit", "SetFit"),
    ("tensorflow", "TensorFlow"),
    ("keras", "Keras"),
    ("tf_keras", "Keras"),
    ("flax", "Flax"),
    ("haiku", "Haiku"),
    ("paddle", "PaddlePaddle"),
    ("mxnet", "MXNet"),
    ("statsmodels", "statsmodels"),
    ("pmdarima", "pmdarima"),
    ("prophet", "Prophet"),
    ("fbprophet", "Prophet"),
    ("darts", "Darts"),
    ("sktime", "sktime"),
    ("hmmlearn", "hmmlearn"),
    ("implicit", "implicit"),
    ("surprise", "Surprise"),
    ("lightfm", "LightFM"),
    ("gensim", "Gensim"),
    ("spacy", "spaCy"),
    ("nltk", "NLTK"),
    ("imblearn", "imbalanced-learn"),
    ("mlxtend", "mlxtend"),
    ("pyod", "PyOD"),
    ("lifelines", "lifelines"),
    ("sksurv", "scikit-survival"),
    ("pycaret", "PyCaret"),
    ("autogluon", "AutoGluon"),
    ("flaml", "FLAML"),
    ("tpot", "TPOT"),
    ("river", "River"),
    ("econml", "EconML"),
    ("causalml", "CausalML"),
    ("ngboost", "NGBoost"),
    ("interpret", "InterpretML"),
    ("hdbscan", "HDBSCAN"),
    ("umap", "UMAP"),
    ("stable_baselines3", "Stable-Baselines3"),
    ("sklearn_crfsuite", "sklearn-crfsuite"),
    ("skorch", "skorch"),
    ("GPy", "GPy"),
    ("gpytorch", "GPyTorch"),
    ("cuml", "cuML"),
];

/// Parts of the libraries that are data or tools, no model.
const NO_MODELS: &[&str] = &["sklearn.utils", "sklearn.datasets", "torch._utils", "torch.storage", "nltk.corpus"];

/// Modules that reach outside of the process, and functions that run what they are given.
const UNSAFE_MODULES: &[&str] = &[
    "os",
    "posix",
    "nt",
    "subprocess",
    "sys",
    "socket",
    "shutil",
    "runpy",
    "pty",
    "webbrowser",
    "code",
    "ctypes",
    "importlib",
    "multiprocessing",
    "asyncio",
    "commands",
    "requests",
    "urllib",
    "http",
    "pickle",
    "marshal",
    "bdb",
    "pdb",
    "timeit",
    "cProfile",
    "pip",
    "pydoc",
    "platform",
];
const UNSAFE_BUILTINS: &[&str] = &[
    "eval",
    "exec",
    "compile",
    "open",
    "__import__",
    "getattr",
    "setattr",
    "delattr",
    "apply",
    "execfile",
    "breakpoint",
    "globals",
    "locals",
    "vars",
    "input",
];

fn root(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

fn library_of(module: &str) -> Option<&'static str> {
    LIBRARIES.iter().find(|(known, _)| *known == root(module)).map(|(_, library)| *library)
}

/// The library whose model a pickle holds, if it holds one.
pub fn library(pickle: &Pickle) -> Option<&'static str> {
    let is_model = |module: &str| !NO_MODELS.iter().any(|tool| module.starts_with(tool));
    let modules = || pickle.imports.iter().map(|(module, _)| &**module);
    // A tensor in a pickle is one of PyTorch's whatever else is there.
    let tensors = || pickle.imports.iter().any(|(module, name)| module == "torch._utils" && name.contains("rebuild"));
    modules()
        .filter(|module| is_model(module) && root(module) != "torch")
        .chain(modules().filter(|module| is_model(module)))
        .find_map(library_of)
        .or_else(|| tensors().then_some("PyTorch"))
}

/// The classes of the library's own, as far as they are of use to a reader.
pub fn classes(pickle: &Pickle) -> String {
    let of_library = pickle.imports.iter().filter(|(module, name)| {
        let is_public = name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.ends_with("Storage");
        is_public && library_of(module).is_some() && !NO_MODELS.iter().any(|tool| module.starts_with(tool))
    });
    joined(of_library.map(|(_, name)| &**name).take(6))
}

/// A class of the maker's own that is called like a model.
pub fn own_class(pickle: &Pickle) -> Option<&str> {
    const ENDS: [&str; 8] =
        ["Model", "Classifier", "Regressor", "Vectorizer", "Estimator", "Predictor", "Detector", "Recommender"];
    let names = pickle.imports.iter().map(|(_, name)| &**name);
    names.into_iter().find(|name| ENDS.iter().any(|end| name.ends_with(end)))
}

/// Adds what would run when the file is loaded.
pub fn with_unsafe<'a>(model: Model<'a>, pickle: &Pickle) -> Model<'a> {
    let names: Vec<String> = pickle
        .imports
        .iter()
        .filter(|(module, name)| match &**module {
            "builtins" | "__builtin__" => UNSAFE_BUILTINS.contains(&&**name),
            "_pickle" => true,
            module => UNSAFE_MODULES.contains(&root(module)),
        })
        .map(|(module, name)| format!("{module}.{name}"))
        .collect();
    model.with("unsafe-imports", joined(names.iter().map(String::as_str)))
}

//! The papers on AI systems and models beside the technical documentation, each for a worked product.

mod given;

use given::{Given, shown};

const ORGANISATION: &str = "[organisation]";
const SYSTEM: &str = "identifies-live = true";
const MODEL: &str = "model-monetised = false";
const CV: &str = "system-version-placed = 2028-01-10";
/// A model like the open one, but with systemic risk and every feature that an annex asks about.
const LARGE: &[(&str, &str)] = &[
    ("[organisation]", "[organisation]\nname = \"Models SA\""),
    (
        "training-compute = 4e24",
        "training-compute = 4e25\nmodel-features = { only = [\"adversarially-tested\", \"adapted\", \"several-components\", \"works-with-others\", \"software-versions\"] }",
    ),
];

#[test]
fn the_quality_management_system_has_its_thirteen_parts() {
    Given {
        case: "smart-camera",
        changes: &[("[organisation]", "[organisation]\nname = \"Doorbells AB\"")],
        on: "2028-03-01",
        paper: "quality-management-system",
        thing: "Doorbells AB",
        texts: &[],
        evidence: &[
            "aia:17(1)(a)",
            "aia:17(1)(b)",
            "aia:17(1)(c)",
            "aia:17(1)(d)",
            "aia:17(1)(e)",
            "aia:17(1)(f)",
            "aia:17(1)(g)",
            "aia:17(1)(h)",
            "aia:17(1)(i)",
            "aia:17(1)(j)",
            "aia:17(1)(k)",
            "aia:17(1)(l)",
            "aia:17(1)(m)",
            "aia:17(2)",
        ],
        holds: &["aia:17"],
    }
    .is_whole();
}

#[test]
fn the_monitoring_plan_says_what_is_collected_and_how_it_is_judged() {
    Given {
        case: "smart-camera",
        changes: &[
            ("[organisation]", "[organisation]\nname = \"Doorbells AB\""),
            (
                "is-itself-the-product = false\ncontrols-logs",
                "system-features = { only = [\"works-with-others\"] }\nis-itself-the-product = false\ncontrols-logs",
            ),
        ],
        on: "2028-03-01",
        paper: "post-market-monitoring-plan",
        thing: "face match",
        texts: &[
            (SYSTEM, "system-type", "aia:72(3)"),
            (SYSTEM, "system-identifiers", "aia:72(3)"),
            (SYSTEM, "monitoring-scope", "aia:72(1)"),
            (SYSTEM, "monitoring-data", "aia:72(2)"),
            (SYSTEM, "monitoring-analysis", "aia:72(2)"),
            (SYSTEM, "monitoring-compliance", "aia:72(2)"),
            (SYSTEM, "monitoring-interactions", "aia:72(2)"),
        ],
        evidence: &[],
        holds: &["aia:72(1)", "aia:72(2)", "aia:72(3)"],
    }
    .is_whole();
}

#[test]
fn the_documentation_of_a_model_follows_annex_xi() {
    Given {
        case: "open-model",
        changes: LARGE,
        on: "2026-11-22",
        paper: "gpai-technical-documentation",
        thing: "language model",
        texts: &[
            (ORGANISATION, "postal-address", "aia:53(1)(a)"),
            (MODEL, "model-tasks", "aia:annex-11.1(1)(a)"),
            (MODEL, "model-integrations", "aia:annex-11.1(1)(a)"),
            (MODEL, "model-acceptable-use", "aia:annex-11.1(1)(b)"),
            (MODEL, "model-release", "aia:annex-11.1(1)(c)"),
            (MODEL, "model-distribution", "aia:annex-11.1(1)(c)"),
            (MODEL, "model-architecture", "aia:annex-11.1(1)(d)"),
            (MODEL, "model-parameters", "aia:annex-11.1(1)(d)"),
            (MODEL, "model-inputs", "aia:annex-11.1(1)(e)"),
            (MODEL, "model-outputs", "aia:annex-11.1(1)(e)"),
            (MODEL, "model-licence", "aia:annex-11.1(1)(f)"),
            (MODEL, "model-integration-means", "aia:annex-11.1(2)(a)"),
            (MODEL, "model-training-resources", "aia:annex-11.1(2)(d)"),
            (MODEL, "model-energy", "aia:annex-11.1(2)(e)"),
        ],
        evidence: &[
            "aia:annex-11.1(2)(b)",
            "aia:annex-11.1(2)(c)",
            "aia:53(1)(a)",
            "aia:annex-11.2(1)",
            "aia:annex-11.2(2)",
            "aia:annex-11.2(3)",
        ],
        holds: &["aia:annex-11"],
    }
    .is_whole();
}

#[test]
fn the_information_for_those_who_build_on_a_model_follows_annex_xii() {
    Given {
        case: "open-model",
        changes: LARGE,
        on: "2026-11-22",
        paper: "gpai-downstream-information",
        thing: "language model",
        texts: &[
            (ORGANISATION, "postal-address", "aia:53(1)(b)(ii)"),
            (ORGANISATION, "digital-contact", "aia:53(1)(b)(ii)"),
            (MODEL, "model-capabilities", "aia:53(1)(b)(i)"),
            (MODEL, "model-limitations", "aia:53(1)(b)(i)"),
            (MODEL, "model-tasks", "aia:annex-12(1)(a)"),
            (MODEL, "model-integrations", "aia:annex-12(1)(a)"),
            (MODEL, "model-acceptable-use", "aia:annex-12(1)(b)"),
            (MODEL, "model-release", "aia:annex-12(1)(c)"),
            (MODEL, "model-distribution", "aia:annex-12(1)(c)"),
            (MODEL, "model-interactions", "aia:annex-12(1)(d)"),
            (MODEL, "model-software-versions", "aia:annex-12(1)(e)"),
            (MODEL, "model-architecture", "aia:annex-12(1)(f)"),
            (MODEL, "model-parameters", "aia:annex-12(1)(f)"),
            (MODEL, "model-inputs", "aia:annex-12(1)(g)"),
            (MODEL, "model-outputs", "aia:annex-12(1)(g)"),
            (MODEL, "model-licence", "aia:annex-12(1)(h)"),
            (MODEL, "model-integration-means", "aia:annex-12(2)(a)"),
            (MODEL, "model-largest-input-and-output", "aia:annex-12(2)(b)"),
            (MODEL, "model-data-overview", "aia:annex-12(2)(c)"),
        ],
        evidence: &[],
        holds: &["aia:annex-12", "aia:53(1)(b)"],
    }
    .is_whole();
}

#[test]
fn an_open_model_too_owes_the_summary_of_its_training() {
    Given {
        case: "open-model",
        changes: &[("[organisation]", "[organisation]\nname = \"Models SA\"")],
        on: "2026-11-22",
        paper: "training-summary",
        thing: "language model",
        texts: &[
            (ORGANISATION, "postal-address", "aia:53(1)(d)"),
            (ORGANISATION, "digital-contact", "aia:53(1)(d)"),
            (MODEL, "training-modalities", "aia:53(1)(d)"),
            (MODEL, "training-data-latest", "aia:53(1)(d)"),
            (MODEL, "training-public-datasets", "aia:53(1)(d)"),
            (MODEL, "training-private-datasets", "aia:53(1)(d)"),
            (MODEL, "training-crawled-sources", "aia:53(1)(d)"),
            (MODEL, "training-user-data", "aia:53(1)(d)"),
            (MODEL, "training-synthetic-data", "aia:53(1)(d)"),
            (MODEL, "training-other-sources", "aia:53(1)(d)"),
            (MODEL, "training-rights-reservations", "aia:53(1)(d)"),
            (MODEL, "training-illegal-content", "aia:53(1)(d)"),
        ],
        evidence: &[],
        holds: &["aia:53(1)(d)"],
    }
    .is_whole();
}

#[test]
fn a_deployer_that_provides_public_services_assesses_the_impact_on_rights() {
    let given = Given {
        case: "cv-screening-deployer",
        changes: &[
            ("[organisation]", "[organisation]\nname = \"Clinics GmbH\""),
            ("kind-of-body = \"none\"", "kind-of-body = { only = [\"private-public-services\"] }"),
        ],
        on: "2028-01-10",
        paper: "fundamental-rights-impact-assessment",
        thing: "CV ranking of 2028",
        texts: &[
            (ORGANISATION, "postal-address", "aia:27(1)"),
            (CV, "system-intended-purpose", "aia:27(1)"),
            (CV, "rights-impact-processes", "aia:27(1)(a)"),
            (CV, "rights-impact-period", "aia:27(1)(b)"),
            (CV, "rights-impact-frequency", "aia:27(1)(b)"),
            (CV, "rights-impact-people", "aia:27(1)(c)"),
            (CV, "rights-impact-risks", "aia:27(1)(d)"),
            (CV, "rights-impact-oversight", "aia:27(1)(e)"),
            (CV, "rights-impact-measures", "aia:27(1)(f)"),
            (CV, "rights-impact-governance", "aia:27(1)(f)"),
            (CV, "rights-impact-complaints", "aia:27(1)(f)"),
        ],
        evidence: &[],
        holds: &["aia:27(1)"],
    };
    given.is_whole();
    let text: String = shown(&given.composed("").0).into_iter().map(|(_, text)| text).collect();
    assert!(!text.contains("Data protection"), "it refers to no other assessment: {text}");
}

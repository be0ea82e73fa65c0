use domain::Answer;

use crate::worked::{ORGANISATION, PRODUCT, Said, Worked, assert_gaps, assert_holds, chapters};

const TOLD: &[Said] = &[
    ("product-type", "\"Door Eye 2\""),
    ("product-identifiers", "[\"serial numbers DE2-1000 to DE2-9999\"]"),
    ("intended-purpose", "\"shows who is at the door\""),
    ("security-environment", "\"our servers in the Union\""),
    ("essential-functions", "[\"ringing\", \"video\"]"),
    ("security-properties", "[\"encrypted video\"]"),
    ("risky-circumstances", "[\"the doorbell is sold on without a reset\"]"),
    ("vulnerability-contact", "\"security@doorbells.example\""),
    ("disclosure-policy-address", "\"https://doorbells.example/disclosure\""),
    ("declaration-address", "\"https://doorbells.example/declaration\""),
    ("support-offered", "\"help by mail and telephone\""),
    ("support-period-end", "2034-12-31"),
    ("secure-use-measures", "[\"choose a long passphrase\"]"),
    ("effects-of-changes", "\"a new router may end the encryption of old videos\""),
    ("update-installation", "\"updates install themselves at night\""),
    ("secure-decommissioning", "\"hold the button until all data are gone\""),
    ("turning-off-automatic-updates", "\"settings, updates, off\""),
    ("integrator-information", "\"the interface of the lock\""),
    ("sbom-address", "\"https://doorbells.example/sbom\""),
    ("automatic-updates-expected", "true"),
    ("made-for-integration", "\"also\""),
    ("declaration-online", "true"),
    ("sbom-offered-to-users", "true"),
];

const HELD: &[(&str, &str)] = &[
    ("cra:annex-2(1)", "Doorbells AB\n1 Main Street, Exampletown\nhello@doorbells.example"),
    ("cra:annex-2(2)", "security@doorbells.example"),
    ("cra:annex-2(2)", "https://doorbells.example/disclosure"),
    ("cra:annex-2(3)", "video doorbell, type Door Eye 2"),
    ("cra:annex-2(3)", "serial numbers DE2-1000 to DE2-9999"),
    ("cra:annex-2(4)", "shows who is at the door"),
    ("cra:annex-2(4)", "our servers in the Union"),
    ("cra:annex-2(4)", "ringing\nvideo\n"),
    ("cra:annex-2(4)", "encrypted video"),
    ("cra:annex-2(5)", "sold on without a reset"),
    ("cra:annex-2(6)", "https://doorbells.example/declaration"),
    ("cra:annex-2(7)", "help by mail and telephone"),
    ("cra:annex-2(7)", "2034-12-31"),
    ("cra:annex-2(8)(a)", "choose a long passphrase"),
    ("cra:annex-2(8)(b)", "may end the encryption of old videos"),
    ("cra:annex-2(8)(c)", "install themselves at night"),
    ("cra:annex-2(8)(d)", "hold the button until all data are gone"),
    ("cra:annex-2(8)(e)", "settings, updates, off"),
    ("cra:annex-2(8)(f)", "the interface of the lock"),
    ("cra:annex-2(9)", "https://doorbells.example/sbom"),
];

/// Each text, and the point that asks for it.
const ASKED: &[(&str, &str)] = &[
    ("postal-address", "cra:annex-2(1)"),
    ("digital-contact", "cra:annex-2(1)"),
    ("vulnerability-contact", "cra:annex-2(2)"),
    ("disclosure-policy-address", "cra:annex-2(2)"),
    ("product-type", "cra:annex-2(3)"),
    ("product-identifiers", "cra:annex-2(3)"),
    ("intended-purpose", "cra:annex-2(4)"),
    ("security-environment", "cra:annex-2(4)"),
    ("essential-functions", "cra:annex-2(4)"),
    ("security-properties", "cra:annex-2(4)"),
    ("risky-circumstances", "cra:annex-2(5)"),
    ("declaration-address", "cra:annex-2(6)"),
    ("support-offered", "cra:annex-2(7)"),
    ("support-period-end", "cra:annex-2(7)"),
    ("secure-use-measures", "cra:annex-2(8)(a)"),
    ("effects-of-changes", "cra:annex-2(8)(b)"),
    ("update-installation", "cra:annex-2(8)(c)"),
    ("secure-decommissioning", "cra:annex-2(8)(d)"),
    ("turning-off-automatic-updates", "cra:annex-2(8)(e)"),
    ("integrator-information", "cra:annex-2(8)(f)"),
    ("sbom-address", "cra:annex-2(9)"),
];

#[test]
fn every_point_of_the_annex_is_told_in_its_order() {
    let worked = Worked::of("smart-camera", &[("[organisation]", ORGANISATION), ("[product]", TOLD)], &[]);
    let paper = worked.only("user-information");
    assert_eq!(paper.owed, Answer::Yes);
    assert_eq!(paper.paper.gaps(), Vec::<&paper::Gap>::new());
    assert_holds(paper, &worked.bound(&["cra:annex-2"]), HELD);
    assert_eq!(
        chapters(paper),
        [
            "Manufacturer",
            "Reporting vulnerabilities",
            "Product",
            "Intended purpose and security properties",
            "Circumstances that may lead to significant cybersecurity risks",
            "EU declaration of conformity",
            "Security support",
            "Instructions for secure use",
            "Software bill of materials",
        ]
    );
}

#[test]
fn what_is_not_told_is_a_gap_with_its_point() {
    for case in ["smart-camera", "password-manager"] {
        let worked = Worked::of(case, &[("[product]", &TOLD[TOLD.len() - 4..])], &[]);
        assert_gaps(worked.only("user-information"), ASKED, &[]);
    }
}

#[test]
fn instructions_at_an_address_may_stand_in_for_each_part_that_is_not_written_here() {
    let told: Vec<Said> = TOLD.iter().filter(|(key, _)| *key != "update-installation").copied().collect();
    let told = [told, vec![("instructions-address", "\"https://doorbells.example/use\"")]].concat();
    let told: &'static [Said] = told.leak();
    let worked = Worked::of("smart-camera", &[("[organisation]", ORGANISATION), ("[product]", told)], &[]);
    let paper = worked.only("user-information");
    assert_eq!(paper.paper.gaps(), Vec::<&paper::Gap>::new());
    assert_holds(
        paper,
        &[],
        &[
            ("cra:annex-2(8)(c)", "See the instructions at https://doorbells.example/use."),
            ("cra:annex-2(8)(b)", "may end the encryption of old videos"),
        ],
    );
}

#[test]
fn what_users_are_not_owed_is_not_there() {
    let told = [
        ("automatic-updates-expected", "false"),
        ("made-for-integration", "\"no\""),
        ("declaration-online", "false"),
        ("simplified-declaration-used", "false"),
        ("sbom-offered-to-users", "false"),
    ];
    let told: Vec<Said> =
        PRODUCT.iter().filter(|(key, _)| !told.iter().any(|(own, _)| own == key)).copied().chain(told).collect();
    let worked = Worked::of("password-manager", &[("[product]", told.leak())], &[]);
    let text = format!("{:?}", chapters(worked.only("user-information")));
    assert!(!text.contains("EU declaration") && !text.contains("bill of materials"), "{text}");
    let gaps = worked.only("user-information").paper.gaps();
    let cites: Vec<&String> = gaps.iter().flat_map(|gap| &gap.cites).collect();
    assert!(!cites.iter().any(|cite| ["cra:annex-2(8)(e)", "cra:annex-2(8)(f)"].contains(&cite.as_str())), "{cites:?}");
}

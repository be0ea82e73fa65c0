title = EU-Konformitätserklärung

unchecked = Der deutsche Wortlaut dieses Dokuments ist noch nicht mit dem Amtsblatt der Europäischen Union verglichen worden.

product = Produkt mit digitalen Elementen
    .text =
        { $product }, Typ { $product-type }

        { $product-identifiers }

system = KI-System
    .text =
        { $ai-system }, Art: { $system-type }

        { $system-identifiers }

maker = Hersteller und Anbieter
    .text = { $organisation }, { $postal-address }

representative = Bevollmächtigter des Herstellers
    .text = { $authorised-representative }

system-representative = Bevollmächtigter des Anbieters für { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Verantwortung
    .text = Diese Erklärung wird unter der alleinigen Verantwortung von { $organisation } ausgestellt.

object = Gegenstand der Erklärung
    .text = { $object-of-the-declaration }

conformity = Konformität
    .text = Der oben beschriebene Gegenstand entspricht den hier genannten Harmonisierungsrechtsvorschriften der Union:

conformity-cra =
    .text =
        - Verordnung (EU) 2024/2847 (Cyberresilienz-Verordnung), ABl. L, 2024/2847, 20.11.2024

        Es wurde nachgewiesen, dass { $product } die einschlägigen grundlegenden Cybersicherheitsanforderungen des Anhangs I dieser Verordnung erfüllt.

conformity-aia =
    .text =
        - Verordnung (EU) 2024/1689 (Verordnung über künstliche Intelligenz), ABl. L, 2024/1689, 12.7.2024, geändert durch die Verordnung (EU) 2026/1744

        { $ai-system } erfüllt die Anforderungen des Kapitels III Abschnitt 2 dieser Verordnung.

conformity-other =
    .text = - { $publication-reference }

data-protection = Personenbezogene Daten
    .text = { $ai-system } geht mit der Verarbeitung personenbezogener Daten einher und entspricht der Verordnung (EU) 2016/679, der Verordnung (EU) 2018/1725 und der Richtlinie (EU) 2016/680.

standards = Normen, gemeinsame Spezifikationen und Zertifizierung
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] Die Konformität wird ohne harmonisierte Normen, gemeinsame Spezifikationen oder Cybersicherheitszertifizierung erklärt.
                   *[other] Die Konformität wird in Bezug auf Folgendes erklärt: { $standards-used }
                }
               *[other] Die Konformität wird in Bezug auf Folgendes erklärt: { $standards-used }
            }
           *[other] Die Konformität wird in Bezug auf Folgendes erklärt: { $standards-used }
        }

system-standards = Normen und gemeinsame Spezifikationen für { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] Die Konformität wird ohne harmonisierte Normen oder gemeinsame Spezifikationen erklärt.
               *[other] Die Konformität wird in Bezug auf Folgendes erklärt: { $system-standards-used }
            }
           *[other] Die Konformität wird in Bezug auf Folgendes erklärt: { $system-standards-used }
        }

notified-body = Notifizierte Stelle
    .text =
        { $cra-notified-body }

        Verfahren: { $cra-procedure-description }

        Bescheinigung: { $cra-certificate }

system-notified-body = Notifizierte Stelle für { $ai-system }
    .text =
        { $aia-notified-body }

        Verfahren: { $aia-procedure-description }

        Bescheinigung: { $aia-certificate }

additional = Zusatzangaben
    .text = { $additional-information }

signature = Unterschrift
    .text =
        Unterzeichnet für und im Namen von { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }

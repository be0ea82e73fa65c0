title = EU-conformiteitsverklaring

unchecked = De Nederlandse tekst van dit document is nog niet vergeleken met het Publicatieblad van de Europese Unie.

product = Product met digitale elementen
    .text =
        { $product }, type { $product-type }

        { $product-identifiers }

system = AI-systeem
    .text =
        { $ai-system }, type { $system-type }

        { $system-identifiers }

maker = Fabrikant en aanbieder
    .text = { $organisation }, { $postal-address }

representative = Gemachtigde van de fabrikant
    .text = { $authorised-representative }

system-representative = Gemachtigde van de aanbieder voor { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Verantwoordelijkheid
    .text = Deze verklaring wordt verstrekt onder de uitsluitende verantwoordelijkheid van { $organisation }.

object = Voorwerp van de verklaring
    .text = { $object-of-the-declaration }

conformity = Conformiteit
    .text = Het hierboven beschreven voorwerp is in overeenstemming met de hier genoemde harmonisatiewetgeving van de Unie:

conformity-cra =
    .text =
        - Verordening (EU) 2024/2847 (verordening cyberweerbaarheid), PB L, 2024/2847, 20.11.2024

        Aangetoond is dat { $product } voldoet aan de toepasselijke essentiële cyberbeveiligingsvereisten van bijlage I bij die verordening.

conformity-aia =
    .text =
        - Verordening (EU) 2024/1689 (verordening artificiële intelligentie), PB L, 2024/1689, 12.7.2024, gewijzigd bij Verordening (EU) 2026/1744

        { $ai-system } voldoet aan de eisen van hoofdstuk III, afdeling 2, van die verordening.

conformity-other =
    .text = - { $publication-reference }

data-protection = Persoonsgegevens
    .text = { $ai-system } brengt de verwerking van persoonsgegevens met zich mee en voldoet aan Verordening (EU) 2016/679, Verordening (EU) 2018/1725 en Richtlijn (EU) 2016/680.

standards = Normen, gemeenschappelijke specificaties en certificering
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] De conformiteit wordt verklaard zonder geharmoniseerde normen, gemeenschappelijke specificaties of cyberbeveiligingscertificering.
                   *[other] De conformiteit wordt verklaard met betrekking tot het volgende: { $standards-used }
                }
               *[other] De conformiteit wordt verklaard met betrekking tot het volgende: { $standards-used }
            }
           *[other] De conformiteit wordt verklaard met betrekking tot het volgende: { $standards-used }
        }

system-standards = Normen en gemeenschappelijke specificaties voor { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] De conformiteit wordt verklaard zonder geharmoniseerde normen of gemeenschappelijke specificaties.
               *[other] De conformiteit wordt verklaard met betrekking tot het volgende: { $system-standards-used }
            }
           *[other] De conformiteit wordt verklaard met betrekking tot het volgende: { $system-standards-used }
        }

notified-body = Aangemelde instantie
    .text =
        { $cra-notified-body }

        Procedure: { $cra-procedure-description }

        Certificaat: { $cra-certificate }

system-notified-body = Aangemelde instantie voor { $ai-system }
    .text =
        { $aia-notified-body }

        Procedure: { $aia-procedure-description }

        Certificaat: { $aia-certificate }

additional = Aanvullende informatie
    .text = { $additional-information }

signature = Handtekening
    .text =
        Ondertekend voor en namens { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }

title = Declaración UE de conformidad

unchecked = El texto español de este documento aún no se ha cotejado con el Diario Oficial de la Unión Europea.

product = Producto con elementos digitales
    .text =
        { $product }, tipo { $product-type }

        { $product-identifiers }

system = Sistema de IA
    .text =
        { $ai-system }, tipo { $system-type }

        { $system-identifiers }

maker = Fabricante y proveedor
    .text = { $organisation }, { $postal-address }

representative = Representante autorizado del fabricante
    .text = { $authorised-representative }

system-representative = Representante autorizado del proveedor para { $ai-system }
    .text = { $system-authorised-representative }

responsibility = Responsabilidad
    .text = La presente declaración se expide bajo la exclusiva responsabilidad de { $organisation }.

object = Objeto de la declaración
    .text = { $object-of-the-declaration }

conformity = Conformidad
    .text = El objeto descrito anteriormente es conforme con la legislación de armonización de la Unión aquí citada:

conformity-cra =
    .text =
        - Reglamento (UE) 2024/2847 (Reglamento de Ciberresiliencia), DO L, 2024/2847, 20.11.2024

        Se ha demostrado que { $product } cumple los requisitos esenciales de ciberseguridad del anexo I de dicho Reglamento que le son aplicables.

conformity-aia =
    .text =
        - Reglamento (UE) 2024/1689 (Reglamento de Inteligencia Artificial), DO L, 2024/1689, 12.7.2024, modificado por el Reglamento (UE) 2026/1744

        { $ai-system } cumple los requisitos del capítulo III, sección 2, de dicho Reglamento.

conformity-other =
    .text = - { $publication-reference }

data-protection = Datos personales
    .text = { $ai-system } implica el tratamiento de datos personales y cumple el Reglamento (UE) 2016/679, el Reglamento (UE) 2018/1725 y la Directiva (UE) 2016/680.

standards = Normas, especificaciones comunes y certificación
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] La conformidad se declara sin normas armonizadas, especificaciones comunes ni certificación de la ciberseguridad.
                   *[other] La conformidad se declara respecto de lo siguiente: { $standards-used }
                }
               *[other] La conformidad se declara respecto de lo siguiente: { $standards-used }
            }
           *[other] La conformidad se declara respecto de lo siguiente: { $standards-used }
        }

system-standards = Normas y especificaciones comunes para { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] { $aia-common-specifications-applied ->
                [none] La conformidad se declara sin normas armonizadas ni especificaciones comunes.
               *[other] La conformidad se declara respecto de lo siguiente: { $system-standards-used }
            }
           *[other] La conformidad se declara respecto de lo siguiente: { $system-standards-used }
        }

notified-body = Organismo notificado
    .text =
        { $cra-notified-body }

        Procedimiento: { $cra-procedure-description }

        Certificado: { $cra-certificate }

system-notified-body = Organismo notificado para { $ai-system }
    .text =
        { $aia-notified-body }

        Procedimiento: { $aia-procedure-description }

        Certificado: { $aia-certificate }

additional = Información adicional
    .text = { $additional-information }

signature = Firma
    .text =
        Firmado por y en nombre de { $organisation }

        { $place-of-issue }, { $day }

        { $signatory }, { $signatory-function }

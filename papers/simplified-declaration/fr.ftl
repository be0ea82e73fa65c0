title = Déclaration UE de conformité simplifiée

unchecked = Le texte français de ce document n’a pas encore été comparé avec le Journal officiel de l’Union européenne.

# Annex VI to Regulation (EU) 2024/2847 prescribes the words of this sentence. This is a translation from the English
# ones; it has not been compared with the Official Journal in this language.
declaration =
    .text =
        Par la présente, { $organisation } déclare que le produit comportant des éléments numériques du type { $product-type } est conforme au règlement (UE) 2024/2847.

        Le texte complet de la déclaration UE de conformité est disponible à l’adresse internet suivante: { $declaration-address }

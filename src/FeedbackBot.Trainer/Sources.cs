namespace FeedbackBot.Trainer;

/// <summary>A set of labelled text that may be trained on: where from, under which licence, and whether its standing is beyond doubt.</summary>
/// <param name="Amber">The licence is stated, but not by everybody who would have to; left out by --without-amber.</param>
/// <param name="FeelingTellsKind">Reviews: what is positive praises, what is negative complains.</param>
internal sealed record Source(string Name, string Title, string Licence, bool Amber = false, bool FeelingTellsKind = false);

/// <summary>Every set that training may use. A folder that is not named here is not trained on, whatever lies in it.</summary>
internal static class Sources
{
    public const string Own = "own";

    /// <summary>A site's own corrected messages, given by --add.</summary>
    public const string Site = "site";

    public static readonly Source[] All =
    [
        new("asap-sent", "ASAP review sentences (Bu et al., NAACL 2021), as in PyABSA datasets (Yang)", "text Apache-2.0, annotation MIT", Amber: true, FeelingTellsKind: true),
        new("asap-reviews", "ASAP reviews (Bu et al., NAACL 2021)", "Apache-2.0"),
        new("goemotions", "GoEmotions (Demszky et al., ACL 2020)", "CC BY 4.0"),
        new("uci-sentences", "Sentiment Labelled Sentences (Kotzias et al., KDD 2015)", "CC BY 4.0", Amber: true, FeelingTellsKind: true),
        new("bitext", "Bitext customer support dataset (Bitext Innovations)", "CDLA-Sharing-1.0"),
        new("banking77", "Banking77 (Casanueva et al., 2020)", "CC BY 4.0"),
        new("multidogo", "MultiDoGO (Peskov et al., EMNLP 2019)", "CDLA-Permissive-1.0"),
        new("crosswoz", "CrossWOZ (Zhu et al., TACL 2020)", "Apache-2.0"),
        new(Own, "Messages written and labelled for this project", "this project's licence"),
        new(Site, "A site's own corrected messages", "the site's own"),
    ];

    public static Source? Find(string name) => Array.Find(All, s => s.Name == name);
}

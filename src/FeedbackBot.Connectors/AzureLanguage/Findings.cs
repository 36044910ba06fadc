using FeedbackBot.Understanding;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>Which of our languages a text is in by the service's lights; null where it is none of them or unknown.</summary>
public sealed record LanguageFinding(string? Language, double Confidence)
{
    public static LanguageFinding Of(LanguageDocument answer, AnswerScene scene)
    {
        var (name, confidence) = answer.DetectedLanguage;
        if (confidence is not (>= 0 and <= 1)) throw new InvalidDataException("a score outside 0 to 1");
        return new(name.ToLowerInvariant() switch
        {
            "en" => "en",
            "zh_chs" or "zh-hans" or "zh" => "zh-Hans",
            "zh_cht" or "zh-hant" => "zh-Hant",
            _ => null,
        }, confidence);
    }
}

/// <summary>Personal data of the kinds we know.</summary>
public static class PersonalFindings
{
    /// <summary>Below this an order number is as likely as a telephone number.</summary>
    private const double Sure = 0.7;

    public static IReadOnlyList<PersonalDataSpan> Of(PersonalDocument answer, AnswerScene scene)
    {
        var found = new List<PersonalDataSpan>();
        foreach (var entity in answer.Entities)
        {
            if (entity?.ConfidenceScore is not (>= 0 and <= 1)) throw new InvalidDataException("a score outside 0 to 1");
            scene.At(entity.Offset, entity.Length);
            if (KindOf(entity.Category) is { } kind && entity.ConfidenceScore >= Sure) found.Add(new(kind, entity.Offset, entity.Length));
        }

        return found;
    }

    /// <summary>Our own finds, and what the service found elsewhere; in the order of the text, none upon another.</summary>
    public static IReadOnlyList<PersonalDataSpan> Beside(IReadOnlyList<PersonalDataSpan> own, IReadOnlyList<PersonalDataSpan> theirs)
    {
        var all = own.ToList();
        foreach (var span in theirs)
        {
            if (!all.Exists(s => span.Start < s.Start + s.Length && s.Start < span.Start + span.Length)) all.Add(span);
        }

        return all.Count == own.Count ? own : [.. all.OrderBy(s => s.Start)];
    }

    private static PersonalDataKind? KindOf(string category) => category switch
    {
        "Email" => PersonalDataKind.Email,
        "PhoneNumber" => PersonalDataKind.Phone,
        "CreditCardNumber" or "EUDebitCardNumber" => PersonalDataKind.CardNumber,
        "ChinaResidentIdentityCardNumber" or "CNResidentIdentityCardNumber" or "HKIdentityCardNumber" or "TWNationalID" => PersonalDataKind.ResidentId,
        "InternationalBankingAccountNumber" => PersonalDataKind.BankAccount,
        _ when category.EndsWith("PassportNumber", StringComparison.Ordinal) => PersonalDataKind.Passport,
        _ when category.EndsWith("BankAccountNumber", StringComparison.Ordinal) => PersonalDataKind.BankAccount,
        _ => null,
    };
}

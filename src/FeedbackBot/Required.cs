namespace FeedbackBot;

/// <summary>What an input must be; each refusal names the field and says what to do.</summary>
public static class Required
{
    public static string Text(string? text, string field, int most)
    {
        var given = text?.Trim();
        return given switch
        {
            null or "" => throw new RuleViolation("required", $"{field} must not be empty.", field),
            _ when given.Length > most => throw new RuleViolation("too_long", $"{field} must be at most {most} characters; it has {given.Length}.", field),
            _ => given,
        };
    }
}

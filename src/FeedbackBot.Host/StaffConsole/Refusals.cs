namespace FeedbackBot.Host.StaffConsole;

/// <summary>Says a broken rule in the viewer's language: by code and field, by code, else in the rule's own words.</summary>
public static class Refusals
{
    public static string Say(ConsoleTexts texts, RuleViolation broken) =>
        texts.Or($"rule.{broken.Code}.{broken.Field}", texts.Or($"rule.{broken.Code}", broken.Message));
}

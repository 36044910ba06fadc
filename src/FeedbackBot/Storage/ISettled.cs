namespace FeedbackBot.Storage;

/// <summary>An entity that puts something right in the commit that changed it, whichever verb did; called for each that is tracked, just before saving.</summary>
public interface ISettled
{
    Task SettleAsync(FeedbackDb db);
}

using FeedbackBot.Accounts;
using FeedbackBot.Storage;

namespace FeedbackBot.Conversations;

/// <summary>Performs the effects that concern the contact: what was told of them, how they want to be contacted, and proving who they are.</summary>
public sealed class PerformContactActs(HoldCase hold, TimeProvider time)
{
    public Outcome Remember(TurnScene scene, RememberContact told)
    {
        scene.Contact.Update(new(told.Name, told.Email, told.Phone), Now);
        return new("remembered");
    }

    public Outcome Keep(TurnScene scene, KeepPreference wish)
    {
        if (wish is { Channel: null, QuietHours: null, Messages: null })
        {
            return new("nothing");
        }

        scene.Contact.Update(new(Preferences: After(scene.Contact.Preferences, wish)), Now);
        return new("kept");
    }

    public async Task<Outcome> VerifyAsync(FeedbackDb db, TurnScene scene, VerifyThenFile act)
    {
        await hold.RunAsync(db, scene, act);
        return new("sent");
    }

    /// <summary>The preferences with a wish added: a stop that names hours stops those alone, and an again lifts what it names.</summary>
    public static ContactPreferences After(ContactPreferences present, KeepPreference wish) => present with
    {
        Channel = wish.Channel ?? present.Channel,
        QuietHours = wish switch
        {
            { QuietHours: null } => present.QuietHours,
            { Messages: KeepPreference.Again } => null,
            _ => wish.QuietHours,
        },
        OptedOut = wish switch
        {
            { Messages: KeepPreference.Stop, QuietHours: null } => true,
            { Messages: KeepPreference.Again, QuietHours: null } => false,
            _ => present.OptedOut,
        },
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

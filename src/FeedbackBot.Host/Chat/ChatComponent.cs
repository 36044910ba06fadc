using Microsoft.AspNetCore.Components;

namespace FeedbackBot.Host.Chat;

/// <summary>A part of the customer's pages: knows the page's language and its words.</summary>
public abstract class ChatComponent : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Language { get; set; }

    protected string T(string key, params ReadOnlySpan<(string Name, string Value)> facts) => ChatTexts.Get(Language, key, facts);
}

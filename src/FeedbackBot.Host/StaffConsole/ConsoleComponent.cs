using FeedbackBot.Storage;
using Microsoft.AspNetCore.Components;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>A piece of a page of the console: knows who looks, and says things in their language.</summary>
public abstract class ConsoleComponent : ComponentBase
{
    [Parameter, EditorRequired]
    public required Viewer Viewer { get; set; }

    protected string T(string key) => Viewer.Texts[key];

    protected string T(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Viewer.Texts.Fill(key, values);

    /// <summary>The name of an enumeration's value, such as status.waiting_on_customer.</summary>
    protected string Word<TEnum>(string family, TEnum value) where TEnum : struct, Enum => Viewer.Texts[$"{family}.{ColumnForms.Word(value)}"];
}

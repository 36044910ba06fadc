using System.Globalization;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Host.StaffConsole.Readers;

/// <summary>A piece of the page about readers: says shares and labels.</summary>
public abstract class ReaderComponent : ConsoleComponent
{
    protected static bool IsEnough(int n) => n >= Agreement.Enough;

    protected static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0}%");

    protected string Percent(double? share) => share is { } given ? Percent(given) : "–";

    /// <summary>A place on a line of 100 units.</summary>
    protected static string Point(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#}");
}

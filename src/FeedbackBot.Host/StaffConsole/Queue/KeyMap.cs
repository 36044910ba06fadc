namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>The keys of the console and what they do; the list on screen, and a test against the script, come from it.</summary>
public static class KeyMap
{
    public static readonly IReadOnlyList<(string Key, string What)> All =
    [
        ("?", "help"), ("Ctrl K", "palette"), ("/", "search"), ("j", "next"), ("k", "previous"), ("o", "open"), ("x", "pick"), ("Shift X", "pick_all"),
        ("g q", "go_queue"), ("g m", "go_mine"), ("g u", "go_unassigned"), ("g d", "go_due"), ("g a", "go_angry"),
        ("u", "up"), ("r", "reply"), ("n", "note"), ("e", "end"), ("t", "take"), ("p", "print"), ("Ctrl Enter", "send"),
    ];
}

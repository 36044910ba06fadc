using System.CommandLine;

namespace FeedbackBot.Host.Commands;

public static class StaffCommand { public static Command Create() => new("staff", "Members of staff."); }

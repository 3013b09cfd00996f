"""Task book 任务书, road map 路线图, key projects 重点项目: the city's targets shared out to units, month by month."""

from sz_assess.decisions.tasks.model import Project, Tasks, TaskShares, UnitTask
from sz_assess.decisions.tasks.work_out import tasks

__all__ = ["Project", "TaskShares", "Tasks", "UnitTask", "tasks"]
